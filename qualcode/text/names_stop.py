"""Words with capital letters that name nobody: the talk of children's services."""

from __future__ import annotations

from qualcode.text.names_lists import listed

_SHORT = """
aba abe acpc adhd adt afc amhp ar asbo asd asye atr awl ba bame bme bsc ca cafcass cahms caf camhs
ccg cd cdop
ce ceo cf cic cin cla clc cldt cme cmht cp cpc cps cpd cpn cqc crc cse csa csp cst ctlt cv cwd
cypic cyp
da dash dbs dcs dfe dfes dh dhsc dhss dlo dna dob dol dols dpo dv dva dwp ea eal ebsa edt eh eha
ehc ehcp
ehm ehna ehcps ehw ehe epo ep eps esol eu ewo eyfs faq fe ff fgc fgm fii fis fm fnp fsm fsw fte ga
gcse
gdpr ghi gp gps gpa gram hcpc he hr hmp hmrc hmo hv hvs ia icb ico ics ict idva imr inset int ipp
iq iro isa
iss isva it iv jtai ks la lac lacs lado las lcs lea led lgbt lgbtq llr lp lsa lscb lscbs lscp ma
macp magic
mappa marac mash mast matac mca mcn md me mh mhst mi mp mps ms nai neet nhs nfa nice nmc np nqsw
nspcc
nvq nyas oca ofsted ot ots oob pa pace pc pcf pct pcts pdf pe pep pgce phe php phse pip plo po pm
pmld pn ppa pra
pru pshe pta ptsd pvi qa ra rag rcpch re rna rsa rse sals salt samh sar sats scie scr scrs sdq se
sen senco
sencos send sendco sendiass sgo slt sm smt sos spoc ss ssp sw swe sws ta tac taf tafs tas td tfs
tv tvs ucas uk
un us usb vcs vcse wc wi yjb yjs ymca yot yots yp yps vap ok dnr cctv mri adhd odd ocd fasd pda
bsl tb hiv
aa aka am bbc dvd eta fb fri fyi id ids ie iou mot mums mw obe otc pin pms pr pt qc rspca sim sms
tba tbc
thu ti tue vat vip vs wed wifi wtf zip respondent
"""

_WORDS = """
everybody anybody nobody somebody everyone anyone someone everything anything nothing something
whatever
whoever whichever whenever wherever whereas although though because unless until myself yourself
himself
herself itself ourselves themselves yours hers ours theirs mine
i i'm i'd i've i'll
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
fridays saturdays sundays january february march april may june july august september october
november
december christmas easter ramadan eid diwali hanukkah pentecost lent whitsun halloween bonfire god
jesus
allah lord bible koran quran islam hindu sikh christian catholic protestant anglican jewish muslim
english british welsh scottish irish european african asian caribbean american polish nigerian
ghanaian
pakistani bangladeshi indian somali romanian turkish kurdish arabic urdu punjabi bengali chinese
vietnamese ukrainian albanian iraqi iranian syrian afghan french german spanish portuguese italian
russian
gujarati hindi mandarin cantonese yoruba igbo hausa twi tigrinya amharic pashto farsi dari sorani
kurmanji makaton roma romany gypsy traveller travellers slovak lithuanian latvian czech bulgarian
hungarian jamaican mirpuri sylheti black white mixed
ofsted cafcass facebook whatsapp instagram tiktok snapchat youtube google zoom teams skype microsoft
excel word outlook powerpoint sharepoint netflix xbox playstation fortnite minecraft roblox iphone
android amazon ebay gumtree uber tesco asda aldi lidl sainsbury sainsburys morrisons greggs argos
ikea
primark boots mcdonald's mcdonalds kfc nando's nandos costa starbucks wetherspoons weetabix calpol
lego
peppa disney pampers lateral covid coronavirus brexit vauxhall fiesta corsa astra
mosaic liquidlogic carefirst azeus systmone rio emis cpoms arbor sims charms frameworki eclipse
signs safety thrive solihull webster stratton connexions homestart
section working together every child matters children act care family rights convention common
assessment framework integrated system core strengthening families early help supporting start sure
team manager head teacher headteacher deputy social worker workers health visitor visitors midwife
school nurse police officer interviewer interviewee respondent participant researcher moderator
facilitator speaker transcriber note-taker notetaker chair minutes agenda present apologies mum
mummy dad
daddy nan nana nanna granny grandma grandad grandpa gran auntie aunty uncle mam mammy mom baba ammi
sir miss madam hi hello hiya hey yes yeah yep no nope well okay ok right so oh ah erm er um mm hmm
mhm
sorry thanks thank please good morning afternoon evening yesterday today tomorrow now then
north south east west midlands
attachment theory trauma informed practice restorative motivational interviewing systemic pause
reclaim
nurture incredible years triple mellow theraplay lifestory
prime minister parliament government westminster whitehall treasury secretary minister
nursery reception infants juniors primary secondary academy college university
excuse dear cheers bless blimey gosh crikey christ jeez bloody
"""

STOP: frozenset[str] = frozenset((*_SHORT.split(), *_WORDS.split()))

# Words that may stand within a school's or an organisation's name and name none by themselves.
GENERIC: frozenset[str] = listed("""
the a an our their your my his her this that of and & for at in on to new old other another local
primary secondary infant infants junior juniors nursery special school schools academy academies
college
high grammar comprehensive upper lower middle sixth form community church cofe c of e rc catholic
children children's childrens child family families centre centres hub hubs trust trusts foundation
hospital hospitals infirmary surgery surgeries medical health practice clinic general royal
university
maternity project charity housing association service services social care youth club group
playgroup
pre-school preschool federation council borough county city town district metropolitan unitary
department board directorate team teams house support early help women's aid refuge hospice
solicitors
sure start mental day care first local authority authorities safeguarding partnership walk-in sports
leisure shopping library job jobcentre foodbank food bank contact assessment
north south east west wellbeing resource advice citizens bureau nhs ccg
virtual mainstream free faith feeder boarding alternative public private village stage provision
big little same next last two three four one every each
""")
