"""Surnames common in England, of many origins, and the short forms of first names."""

from __future__ import annotations

from qualcode.text.names_lists import listed
from qualcode.text.names_more import MORE_SURNAMES

# In small letters and without accents. Those that are ordinary words too stand in `WORDLIKE`.
SURNAMES: frozenset[str] = (
    listed("""
adams allen anderson andrews armstrong ashworth atkins atkinson bailey baldwin barrett bates baxter
beckett bell bennett benson berry birch blackburn booth bowen bowman boyle bradshaw brady brennan
briggs brooks browne bryant buckley burgess burke burns burrows burton byrne callaghan cameron
campbell
carr carroll carter cartwright chambers chandler chapman charlton clarke clayton clements coates
cole
coleman coles collier collins connolly connor conway cooke cooper corbett costello cox crawford
crossley cullen cunningham curran curtis dalton daly daniels davey davidson davies davis davison
dawson delaney dempsey devlin dickinson dixon dobson docherty doherty donaldson donnelly donovan
doran douglas doyle driscoll duffy duggan duncan dunne eastwood edwards egan elliott ellis evans
everett farrell fenwick ferguson finnegan fitzgerald fitzpatrick flanagan fleming fletcher flynn
foley
forster foster fowler fraser freeman fuller gallagher galvin gardiner gardner garner geraghty
gibbons
gibbs gibson gilbert giles gillespie glover goddard godfrey goodwin gordon gorman gould graham
greaves
greenwood gregory griffin griffiths hagan haigh halliday hamilton hammond hampson hancock hanlon
hanson
harding hargreaves harper harrington harris harrison hartley harvey hawkins hayes haynes healey
henderson hennessy henry hewitt hickey hicks higgins hilton hobbs hodges hodgson hogan holden
holland
holloway holmes holt hooper hopkins horton houghton howard howarth howe howell howells hughes
humphreys
humphries hurst hutchinson ingham ingram jackson jacobs jamieson jarvis jenkins jennings jennison
johnson johnston jones jordan joyce kavanagh keane kearney keating keegan kelleher kelly kemp
kendall
kennedy kenny kerr kershaw kirby kirkham lambert larkin law lawrence lawson leach lees leonard lewis
lister livingstone lloyd lomax lowe lucas lynch lyons macdonald mackenzie mackie maguire maher
mahoney
malone manning marsden martin mason matthews maxwell mcallister mcbride mccabe mccann mccarthy
mcclure mccormack mccormick mccullough mcdermott mcdonagh mcdonald mcdonnell mcdougall mcewan
mcfadden
mcfarlane mcgarry mcgee mcgill mcginley mcgovern mcgowan mcgrath mcgregor mcguinness mcguire mchugh
mcintosh mcintyre mckay mckee mckenna mckenzie mckeown mclaughlin mclean mcleod mcloughlin mcmahon
mcmanus mcmillan mcnally mcnamara mcneill mcpherson mcqueen mcshane meredith middleton mitchell
molloy moloney monaghan montgomery moran morgan moriarty morley morris morrison morton moss mulligan
mullins murdoch murphy murray myers nash naylor neale neville newman newton nicholls nicholson nixon
nolan norman norris norton nuttall oakley obrien oconnell oconnor odonnell ogrady ohara okeefe
oleary
oliver oneill oreilly orourke orton osborne osullivan otoole owen owens parkin parkinson parry patel
patterson pearce pearson perkins perry peters peterson phillips pickering pollard poole powell pratt
prendergast prescott preston pritchard pugh purcell quigley quinn ramsay ramsden randall rawlings
rees reeve reeves reid reilly reynolds rhodes richards richardson riley ritchie roberts robertson
robinson robson roche rodgers rogers rooney rowe rowland rowley ruddock rushton russell rutherford
ryan salisbury sanders sanderson saunders schofield scott seddon sewell shannon shaw sheehan shelton
sheppard sheridan simmonds simmons simpson sims sinclair slattery smith spencer stafford stanley
stanton steele stephens stephenson stevens stevenson stewart stokes stuart sullivan sutcliffe sutton
sweeney swift sykes talbot tate taylor thomas thompson thomson thornton tierney tomlinson townsend
travis tully turnbull tyler vaughan vickers vincent wade wagstaff wainwright walker wallace walsh
walters walton warburton waterhouse watkins watson watts weaver webster whelan whitaker whitehead
whitehouse whittaker whittle wilcox wilkins wilkinson williams williamson willis wilson winter
woodward wright wyatt yates
bevan bowen cadwallader ellis gethin gwynne havard howells jenkin kendrick llewellyn lloyd maddocks
mathias meredith meyrick morgan mostyn owen parry penry probert prosser prothero pryce rees
rhydderch
rosser tudor vaughan watkin
boswell buckland cash coffey connors delaney doran doyle gaskin heron hearne hughes joyce keenan
lee loveridge mcdonagh mcginley nevin oadley penfold price purcell quilligan reilly rooney
sheridan smith stanley stokes sweeney varey ward
adebayo adekunle adeleke adeniyi adesanya adewale adeyemi adichie afolabi agbaje agyeman agyemang
aidoo ajayi akande akintola akinyemi akpan amankwah amoah ampofo anane aning ansah antwi appiah
asamoah asante asiedu awuah ayew ayodele babatunde balogun bamgbose bangura bediako boakye boateng
bonsu ceesay chukwu conteh danquah danso darko davies diallo diop donkor drammeh duah dumbuya ebo
edet
egbuna ekong ekwueme essien eze ezeh fofana gyamfi gyasi ibe idowu igwe ikpeazu iwu jalloh jammeh
jatta kamara kanu keita koroma kuffour lawal madu mansaray mbah mensah momoh musa ndiaye nnadi njie
nkansah nkrumah nwachukwu nwankwo nwosu obi obiang odukoya oduya ofori ogbonna ogundipe ogunleye
ojo okafor okeke okereke okonkwo okoro okoye okpara olaniyan olatunji olawale omotayo onuoha onwuka
onyango opoku osei osayande osborne-daponte oyelaran oyelowo owusu quaye sankoh sanni sarpong sesay
sillah sowah sowe suleiman tetteh touray toure turay udo ude ugwu umeh uzor yeboah zuma moyo ncube
ndlovu dube sibanda mutasa chikowore kariuki mwangi ochieng omondi
beckford bogle brathwaite campbell clarke cumberbatch francis gayle grant greenidge haughton
lashley maragh mcfarlane mcintosh pryce samuels toussaint joseph pierre baptiste thorpe blackwood
ahmad ahmed akhtar akram alam ali amin anwar arshad asghar ashraf aslam awan ayub aziz azam baig
bashir batool begum bhatt bhatti bhogal bibi bose butt chaudhary chaudhry chaudhuri chauhan
choudhary
choudhury chohan chopra chowdhury das dass deol desai dhaliwal dhillon dhindsa dosanjh dutt farooq
gandhi ghosh gill grewal gulzar gupta haider hanif haq haque hasan hashmi hassan hayat hussain
hussein ibrahim iqbal islam jain jamil javed jha johal joshi kapoor kaur khalid khaliq khan khanom
khanum khatun khatoon khokhar khurana kumar lal latif mahal mahmood mahmud majid malhotra malik mann
masood mehmood mehta mian miah mir miri mirza mishra mistry modi mohammad mohammed mughal mukherjee
munir mushtaq naidu nair nawaz nazir nijjar pandey parekh parmar parveen patil pillai prasad qureshi
rafiq rahman rai raja rajput ram rana randhawa rao rashid rathod raza rehman saha sahota saeed saini
saleem sandhu sangha sarkar sethi shah shafi shaikh sharif sharma sheikh shukla siddiq siddiqui
sidhu singh sinha sohal solanki sood sultana tailor taneja tariq thakur thapa trivedi uddin ullah
varma verma virdee virk yadav yaqub younis yousaf yusuf zaman
abdi aden adan aweys dirie duale egal elmi farah guled hersi hirsi jama mire mohamud nur omar osman
samatar sharmarke warsame
abbas abboud alami alsayed aljaziri aziz barakat darwish elmasri fakhoury fayed ghanem habib haddad
hakimi hamdan hamid hariri hijazi jaber kassab khalil khoury kurdi mahdi mansour masri moussa nasser
nasr najjar qasim rahimi sabbagh saleh salman shaheen suleiman tahan younes zaher zidan karimi
hosseini
mohammadi rezaei ahmadi noori popal stanikzai safi wardak
adamczyk baran bielecki borkowski czarnecki czerwinski dabrowska dabrowski duda dudek gajewski
glowacki gorski grabowska grabowski jablonska jablonski jankowska jankowski jaworski kaczmarek
kalinowski kaminska kaminski kowalczyk kowalewski kowalska kowalski kozlowska kozlowski krajewska
krajewski krawczyk krol kubiak kucharski kwiatkowska kwiatkowski lewandowska lewandowski maciejewska
majewska majewski makowski malinowska malinowski marciniak mazur mazurek michalak michalska
michalski mroz nowacki nowak nowakowska nowakowski nowicka nowicki olszewska olszewski ostrowski
pawlak pawlowska pawlowski pietrzak piotrowska piotrowski przybylski rutkowska rutkowski sadowska
sadowski sikora sikorska sikorski sobczak sokolowski stepien szczepanska szczepanski szewczyk
szymanska szymanski tomaszewska tomaszewski urban walczak wasilewski wieczorek wisniewska wisniewski
witkowski wojciechowska wojciechowski wojcik wozniak wrobel wroblewski wysocki zajac zakrzewska
zakrzewski zalewski zawadzki zielinska zielinski ziolkowski
ciobanu constantinescu dumitrescu dumitru florea georgescu gheorghe ionescu iordache lupu marin
matei munteanu petrescu popa popescu popovici radu rusu stan stanciu stoica tudor ungureanu vasile
bondarenko boyko hrytsenko ivanenko koval kovalenko kovalchuk kravchenko lysenko marchenko melnyk
moroz oliynyk petrenko rudenko savchenko shevchenko shevchuk tkachenko tkachuk ivanov petrov smirnov
kazlauskas jankauskas stankevicius berzins kalnins ozolins hoxha krasniqi gashi berisha shala
dervishi
almeida alves cardoso carvalho costa cunha da-silva dias fernandes ferreira fonseca garcia gomes
gonzalez goncalves hernandez lopes lopez martinez martins mendes moreira oliveira pereira perez
pinto ribeiro rodrigues rodriguez santos sanchez silva soares sousa teixeira torres vieira
acar akbas akin aksoy aktas altun arslan aslan atas avci aydin bayram bozkurt bulut can cakir
celik cetin cinar coban coskun demir demirci demirel dogan duman durmaz erdem erdogan ergin erol
gokce gunes guler gul gultekin kaplan karaca karatas kaya keskin kilic koc korkmaz kurt kara
mutlu ozcan ozdemir ozgur ozkan ozturk polat sahin sari sen simsek sonmez tekin toprak turan turk
ucar unal uysal uzun yalcin yavuz yildirim yildiz yilmaz yuksel
bui cao chan chang cheng cheung chiu choi chow chu dang dinh doan dong duong fung guo han hoang hsu
hu huang huynh jiang kwan kwok lai lam lau leung liang lim lin ling liu luong mai ngai ngo nguyen
pham phan qian shen sun tang tran trinh truong tsang tse vo vu wang wong xiao xie xu yang yeung yip
yuen zhang zhao zheng zhou zhu
""")
    | MORE_SURNAMES
)

# Which names a short form may stand for: each line is one group.
_SHORT = """
abigail abby abbie gail
alexander alexandra alex sandy xander lexi sasha
andrew andy drew
anthony tony
barbara babs barb
benjamin ben benji benny
bernadette bernie
catherine katherine kathryn kathleen cath cathy kath kathy kate katie katy kitty
charles charlotte charlie chaz lottie
christine christina christopher chris chrissie kit tina
daniel danielle dan danny dani
david dave davey dai dafydd
deborah debra deb debbie debs
dorothy dot dottie
edward edwin ed eddie ted teddy ned
eleanor ellen ellie nell nellie
elizabeth liz lizzie beth betty libby eliza bess elsie
emmanuel manny
frances francis francesca fran frankie frank
frederick fred freddie
gareth gaz
geoffrey geoff
george georgina georgia georgie
gerald geraldine gerard gerry
gillian gill
gwendolyn gwen
harold henry harry
isabel isabella isabelle izzy bella
jacob jake
jacqueline jacqui jackie
james jim jimmy jamie jem
janet jan
jennifer jen jenny jenna
jessica jess jessie
joanna joanne jo
john jonathan jack johnny jon jonny
joseph josephine joe joey jo josie
joshua josh
judith judy jude
kenneth ken kenny
kevin kev
kimberley kim
lawrence laurence larry laurie
leonard len lenny
leslie lesley les
linda lin lindy
louise louis lou louie
madeleine maddie
malcolm mal
margaret maggie marge peggy meg mags
martin marty
mary molly polly
matthew matt mattie
melanie melissa mel
michael mick mickey mike micky
michelle shell
mohammed muhammad mohammad mohamed mo
natalie natasha nat tasha
nathan nathaniel nate
nicholas nick nicky
nicola nicole nicky nic
oliver olivia ollie liv
pamela pam
patricia patrick pat patsy trish tricia paddy
penelope penny
peter pete
philip phillip phil
philippa pippa
rachel rach
raymond ray
rebecca becky becca bex
richard rich richie rick ricky dick
robert rob robbie bob bobby
ronald ron ronnie
rosalind rosemary roz ros rosie
samantha samuel sam sammy
sandra sandy
stephanie steph
stephen steven steve stevie ste
stuart stewart stu
susan suzanne susannah sue susie suzie
terence teresa theresa terry tess
theodore theo
thomas tom tommy
timothy tim timmy
valerie val
veronica vicky ronnie
victoria vicky vicki tori
vincent vince vinny
vivienne viv
walter wally
william will bill billy willie liam
winifred winnie
zachary zac zach zak
agnieszka aga agnes
aleksandra ola
bartosz bartlomiej bartek
elzbieta ela
ewelina ewa
grzegorz greg
jakub kuba
janusz janek
joanna asia
katarzyna kasia
krzysztof krzysiek chris
malgorzata gosia
magdalena magda
maciej maciek
piotr piotrek
przemyslaw przemek
radoslaw radek
tomasz tomek
wojciech wojtek
zuzanna zuzia
zofia zosia
abdulrahman abdirahman abdi
adebayo bayo
adewale wale
babatunde tunde
chidinma chidi
chukwuemeka emeka
folashade folasade shade sade
ifeoma ify
ikechukwu ike
kolawole kola
nkechinyere nkechi
olufemi femi
olumide olu
olusegun segun
oluwaseun seun
oluwatobi tobi
oluwatosin tosin
oluwadamilola damilola dami
temitope tope temi
titilayo titi
yetunde yeti
amandeep aman
gurpreet preet
harpreet preet
jaspreet jas
jaswinder jas
manpreet preet
parminder pam
rajinder raj
rajesh raj
sukhwinder sukhvinder sukhjinder sukhi
dewi dai
gruffydd gruff
padraig paddy
siobhan shiv
bridget bridie biddy
alexandru alex
ionut ion
gabriela gabriel gabi
mehmet memo
mustafa mus
"""


def _short_forms() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for line in _SHORT.split("\n"):
        group = line.split()
        for name in group:
            forms.setdefault(name, set()).update(group)
    return {name: frozenset(group - {name}) for name, group in forms.items()}


SHORT_FORMS: dict[str, frozenset[str]] = _short_forms()
