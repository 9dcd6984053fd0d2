"""Latin: people's names in Latin letters, from everywhere: a report of any language tells of them."""

from streams.core.sensitivity.words.table import Words

LATIN = Words(
    inside="""
        al el ar as ash at ad an az ul ur bin ibn ben bint abu abou um umm oum ould ag de del della di da dos das do du le la
        van von der den ter y e zu af av
    """,
    fathers="abu abou umm oum ibn bint bin",
    given="""
        abbas abdallah abdel abdelkader abdi abdirahman abdou abdoulaye abdul abdulaziz abdulkarim abdullah abdullahi
        abdulrahman abebe abraham adam adama adnan ahmad ahmed aicha aisha aissatou ajmal alaa alan albert alejandra
        alejandro aleksandr alexander alexandre alexei alfredo ali alice alina alisher alya amadou amal aman amanda
        amani amar amara amelia amina aminata amir amira amjad ammar ana anas anastasia anatoly andrea andreas andrei
        andres andrew andriy angela anita anna anne anton antonio anwar aram aras arif armando artem arturo asad asif
        asma assad atef awad ayesha ayman ayub aziz aziza bahaa bakr barakat bashar bashir basil basma bassam bassel
        benedict benjamin bernard bilal binta boris brahim brian camila carla carlos carmen caroline catherine cecilia
        charles chidi chinedu chloe christian christine christopher claire claude claudia daniel daniela danylo daoud
        darya david deborah denis denys diana diego dima dmitri dmitry dmytro dominique donald dua eduardo edward
        elena elias elizabeth ellen emma emmanuel enrique eric esmail esther eva fabio fadel fadi fahad faisal fanta
        faraj farah fares farid farida farouk fatema fatima fatma fatou fatoumata fawzi felipe felix fernando fiona
        firas florence francisco francois frank fuad gabriel gabriela george georges ghada ghassan gloria grace
        gustavo habib hadi hadiza hafsa haitham hala halima hamad hamed hamid hamza hana hanan hani hannah haroun
        harun hasan hashim hassan hatem hawa haya haytham heba hector helen helena henri henry hiba hisham hugo hussam
        hussein huda ibrahim ibrahima ihab ilham iman imad imran ines ingrid irina isaac isabel isabelle ishaq ismael
        ismail issa ivan ivanna ivo jaber jacob jacques jafar jalal jamal james jamil jamila jan jana jane javier
        jawad jean jennifer jessica jihad joan joao john jonathan jorge jose joseph juan juana julia julie julio karim
        karima kareem karina karl kamal kamel karen kate katerina kateryna katya kenneth kevin khadija khaled khalid
        khalifa khalil kirill kofi koffi kseniia kwame laila lamine lana larysa latif laura layla leila lena leon
        leonid lilia lina linda lisa louis louise lucas lucia lucy luis luisa lyudmila maha mahdi mahmood mahmoud
        mahmud mai majed majid maksym malak malik mamadou manal manuel marc marcel marcos maria mariam mariana marie
        marina mario mark marko marta martin martha marwa marwan mary maryam maryna masood massoud matteo maurice maya
        mehdi mehmet michael michel miguel mikhail mira mohamad mohamed mohammad mohammed mohsen mona moses mostafa
        mouna moussa muhammad muhammed muhannad mukhtar mukhammad munir musa mustafa mykola nabil nada nadia nadim
        nadir naim nancy naser nasser nasir natalia nataliya nawal nazar nicolas nicole nikolai nina nisreen nizar
        noah noor nour nora nuha nura oksana olena oleg oleh oleksandr oleksiy olga olha omar omran orest osama oscar
        osman othman oumar ousmane pablo paola patricia patrick paul paula pavel pavlo pedro peter petro philippe
        pierre rachel rachid rafael raed raja rajesh rami ramon ramzi rana rania rasha rashid raul razan rebecca reem
        rehab reza ricardo richard rida rima rita robert roberto rohan roman rosa ruba ruslan ruth saad sabah saber
        sabine sabrina sadiq safa sahar said saida saif sajid salah salam salem saleh salim salma salman sami samia
        samir samira samuel sana sandra sara sarah sayed sergei sergey serhiy shadi shaima sharif shereen sherif simon
        simone sofia sofiia solomon sophie stepan stephen steven suha suleiman suleman sultan susan svetlana svitlana
        taha talal tamara tamer tania taras tareq tariq tarek tatiana tetiana thabo thomas timur tigran tomas umar
        umaru usman valentina valeria vanessa vasyl vera veronica victor victoria viktor viktoriia vincent vladimir
        vladyslav volodymyr wael waleed walid wafa wassim william wisam yahya yakov yana yara yasmin yasser yassin
        yaroslav yolanda youssef yousef yuliia yulia yuri yuriy yusuf yusra yves zahra zaher zaid zakaria zaki zarifa
        zeina zeinab zainab zelensky zelenskyy zelenskiy zhanna ziad zoe zuhair
    """,
)
