"""Messages: what arrives on a phone or in a mailbox, composed for each channel from one account of an alert.

``accounts`` is that account; ``wording`` speaks a recipient's language; ``phrases`` says each part of it; ``sms``, ``chat``
and ``email`` put the parts together, each within what its channel takes.
"""
