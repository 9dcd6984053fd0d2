"""Where values come in and go out: rule files, archives, senders and clocks."""
