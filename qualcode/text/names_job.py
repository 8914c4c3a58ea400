"""Words that get capitals in the talk of children's services, and name nobody."""

from __future__ import annotations

from qualcode.text.names_lists import listed

# Words of papers, posts, orders, meetings, benefits and laws; makes of things; relations.
JOB = listed("""
abu abuse academic access achievement act acting action active activity actor acute adaptations
additional adequate adidas administration administrator admissions adolescent adoption adult
adults advice adviser advisers advisor advisors advocacy advocate advocates after age agency
agenda agreement aim alcohol alexa allegation allegations allocation allocations allowance
alternative alternatives ambulance analysis annual answer appeal apple application appointed
apprentice approach approved area army art assessed assessments assistant assistants associate
association assurance astra attainment attendance audi audit aunt auntie aunty autumn award aware
awareness baba badge bank baptism barbie barrister baseline batman behaviour benefit benefits best
better bibi bible bill bingo birth black blazer blue bluetooth bmw board body boundary box boxes
breakfast brexit brief brother budget building bulletin bumble bureau business cabinet campaign
captain carer carers case cases catechism cause census central certificate chair change charter
checklist chief childhood childline children choice chrome chronology circle citizen citroen city
civil class clause cleaner clerk client climate clinical clinician clio closure club clubs
co-ordinator coach code collective college commission commissioner commissioners commissioning
committee communication communion communities company complaint complaints complex compliance
concern conduct conference conferences confirmation consent conservative conservatives consultant
consultants consultation contextual contract control coordinator core corolla coroner corporate
corsa council councillor councillors councils counsellor counsellors country court courts cousin
craft credit credits crime criminal crisis crown culture curriculum custody customer daily data
database day days dean debate decision deep defence degree delivery democrat democrats dentist
department dependency deprivation deputies designated desk detective detention development
dialogue dietician digital dinner diploma direct direction directions director directors directory
disabilities disability disabled discharge disclosure discretion discretionary discussion district
diversity division doctor document domain domestic draft drive drop-in drug drugs due duties duty
eastern ecomap economy edge education educational educator effective elective eligibility email
emergency emotional employee employer employment encounter engagement enhanced enquiries enquiry
environment equality escalation establishment evaluation evidence examination exclusion executive
executor experience expert experts exploitation extension external facilitator fact factors
failure fair fatherhood fathers federation feedback female fiat fiesta final finance financial
finding findings fire five fixed flag focus ford form formal forms forum foster fostering four
foxtrot framework freedom freephone front frozen fund funding further future gang gateway general
genogram gold golf good governance government governor governors graded graduate gran granny grant
greater green grid group groups guardian guardians guardianship guidance guide guidelines harm
hate head heads hearing helpline high hinge hold holiday home homeless homelessness homes honda
honour host hostel hotline hour house household houses human hygiene identification identity
impact impairment improvement improving inadequate inclusion income independent index indicator
individual induction industry infection inform information initial initiative injunction injury
inner inquest inquiries inquiry inset inspection inspector inspectorate inspectors inspectors'
institute institution instruction insurance intake integrated intelligence intensive intent
interim internal international internet interpreter interpreters intervention interventions
interview interviews introduction investigation investigations investigator invoice involvement
issue issues jaguar job joint journal judge judgement judgment judicial judiciary juliet junction
juvenile key keyworker kia kinship knowledge koran labour ladders lady land language law laws
lawyer lead leader leaders leadership league learner learning leave leaving lecturer legal
legislation leisure lesson letter level liaison liberal libraries library licence life limited
line link list listening live living log long looked lord lower ludo lunch madam magistrate
magistrates main maintenance maker male mam mama mammy management managers managing mandatory map
mapping mario marriage mass master masters matalan match matching maternal maternity maths matrix
mayor mazda mechanism mediation mediator medical medicine meeting meetings member members memo
memorandum men men's mental mentor mentoring mentors mercedes message method micra midwifery
midwives military mind mini ministers ministry minor missing mission mixed moana mobility model
models module mondays monitoring monopoly mother motherhood mothers motion multi multi-agency
mum's municipal nana national nationality navy need needs neglect neighbourhood net network new
newly news night nights nike nissan northern notes notice number numbers nurses nursing objective
objectives observation observations offence offender offenders offending offer office officer
officers official older one-to-one online open operating operation operational operations option
options order orders organisation organisations orthodox other outcome outcomes outdoor outer
outline outreach outstanding overview owner pack paediatric paediatrician paediatrics page panel
panels papa paper paper's papers paragraph parent parental parenting parents parents' parish part
participation partner partners partnerships party passat passion passport pastoral paternity path
pathway pathways patient patients payment payments peer penalty pension people performance
perinatal period permanence permanency permission permit person personal personnel persons peugeot
physical picture pilot place placement placements plan planner planning plans pledge plus point
pokemon police policies policy polo pool portal portfolio position positive post postcode power
powers practical practitioner practitioners pre pre-birth pre-proceedings pregnancy premium
presentation presenting president pressure prevent prevention preventive primark principal prison
private probation problem procedure procedures proceedings process processes profession
professional professionals professor proficiency profile profiles programme programmes progress
project projects promise promises promoting property proposal prosecution protected protection
protective protocol protocols provider providers provision psychiatrist psychiatry psychological
psychologist psychologists psychology public puma punto pupil pupils purpose qualified quality
quarter question questions race racism raf rapid rating reablement read ready reception record
recording records recovery recruitment reduction referral referrals reform refuge refugee refugees
regional register registered registrar registration registry regulation regulations regulator
rehabilitation relationship relationships relief religion religious remand remote removal renault
report reports representative request required requirement requirements requires research
resettlement residence resident residential resolution resource resources respite response
responsibility responsible result results return reunification review reviewer reviewing reviews
reward right rights risk risks roblox role romeo room route rule rules sacrament safari safe safer
saturday-club scale scaling schedule scheme science scope screening scripture search secondment
secretariat secure securing security select self seminar senior sense sensory separation sergeant
serious session sessions settlement sexual shared sheet sheets shelter short signature significant
silver single sir siri sister sitting skills skoda slide small smart snakes solicitor solihull
solution solutions sonic southern special specialist specialists speech spiderman spiritual
sponsor sport sports spring staff stage standard standards statement statements station statistics
status statutory step steps stop strategic strategies strategy street strength stress structure
structured student students studies study subject submission substance suitability summary
superman supervised supervising supervision supervisor supervisors supply support supported
supporting surgery survey survivor suspension suzuki syllabus system systemic systems table tango
target targeted targets task tax teaching team's teams technical technician technology tenancy
term tesla test testing theory therapeutic therapies therapist therapists therapy third threshold
thresholds ticket time tinder tool toolkit tools topic tories tory town toyota track trade tragedy
trainers training transfer transit transition transitions translator transport travel treasurer
treatment treaty tree trial tribunal truancy tuesdays tutor tutoring tutors ukip umm unaccompanied
uncle undergraduate understanding uniform union unit units unity universal university unlawful
update upper urgent user users vacancy value values vauxhall victor video view violence vision
visit visiting visits vocational voice volkswagen voluntary volunteer volunteers volvo vote
voucher vulnerability vulnerable wales walk ward warden warning watch way week weekly welcome
welfare western whisky white whole windows winter witness woman women women's workbook workforce
workshop world written yankee yaris year years young youth zone zulu
""")
