"""First names common in English children's services, of many origins: a list written for this.

All in small letters and without accents. Names that are ordinary words too stand apart, in
`WORDLIKE`: seeing one is no reason to think of a person.
"""

from __future__ import annotations

from qualcode.text.names_lists import listed
from qualcode.text.names_more import MORE_GIVEN, MORE_WORDLIKE

_BRITISH = """
aaron abbie abby abigail adam adrian aidan aimee alan albert alec alex alexander alexandra alexis
alf alfie alfred alice alicia alison allan allison alma amanda amber amelia amy andrea andrew andy
angela angie anita ann anna annabel anne annette annie anthea anthony antonia antony archie arnold
arthur ashley ashton audrey austin ava barbara barry beatrice becca becky belinda ben benjamin
bernadette bernard bernice beryl bess beth bethan bethany betty bev beverley beverly blake bob
bobbie bobby brad bradley brandon brenda brendan brian bridget bronwyn bruce bryan bryony caitlin
callum calum cameron camilla candice cara carl carla carly carmel carol carole caroline carolyn
carrie cassandra cassie catherine cathy cecil cecilia celia chantelle charlene charles charley
charlie charlotte chelsea cheryl chloe chris chrissie christian christina christine christopher
cindy claire clara clare clarence claude claudia clifford clive cody colette colin colleen connie
connor conor constance cora corey corinne courtney craig crystal curtis cynthia dan daniel daniella
danielle danny daphne darcey darcy darren dave david davina dean deanna debbie deborah debra dee
deirdre demi denis denise dennis derek derrick desmond diana diane dianne dick dillon dinah dominic
don donald donna doreen doris dorothy doug douglas dougie duncan dylan eddie edgar edith edmund
edward edwin eileen elaine eleanor elena eli elijah eliza elizabeth ella ellen ellie elliot elliott
elsa elsie emily emma emmeline eric erica erin ernest ernie esme esmee esther ethan ethel eugene
eunice eva evan eve evelyn evie ewan felicity felix finlay finley finn fiona florence florrie
flossie fran frances francesca francis frank frankie franklin fraser fred freda freddie frederick
freya gabrielle gareth garry gary gavin gayle gemma gene geoff geoffrey george georgia georgie
georgina gerald geraldine gerard germaine gerry gertrude gilbert gill gillian gina ginny gladys
glen glenda glenn glenys gloria glynis glynn gordon graeme graham greg gregory greta gus guy gwen
gwenda hailey hannah harold harriet harris harrison harry harvey hattie hayden hayley hazel heather
hector helen helena henrietta henry herbert hilary hilda holly howard hugh hughie hugo ian imogen
ingrid irene iris isaac isabel isabella isabelle isla isobel ivan ivor ivy izzy jack jackie jackson
jacob jacqueline jacqui jade jake jamal james jamie jan jane janet janette janice janine jasmin
jasmine jason jay jayden jayne jean jeanette jeanne jeff jeffrey jemima jemma jen jenna jennie
jennifer jenny jeremy jermaine jerome jerry jess jessica jessie jill jillian jim jimmy jo joan
joanna joanne jocelyn jodie jody joe joel joey john johnny johnnie jon jonah jonathan jonny jordan
joseph josephine josh joshua josie joyce juan judith judy jules julia julian julie juliet june
justin justine kaitlyn kane kara karen karl kate katherine kathleen kathryn kathy katie katrina
katy kay kayla kayleigh keeley keiran keira keith kelly kelsey kelvin ken kendra kenneth kenny kerry
kev kevin kian kieran kim kimberley kimberly kirsten kirsty kit kitty kurt kyle kylie kyra lacey
lana lara laura lauren laurence laurie layla leah leanne lee leigh len lena leo leon leona leonard
leroy lesley leslie lester lewis lexi liam libby lilian lilly lily linda lindsay lindsey lisa lizzie
logan lois lola lorna lorraine lottie louie louis louisa louise lucas lucinda lucy luke lydia
lyndsey lynn lynne lynette mabel maddie madeleine maddison madison maggie maisie malcolm mandy marc
marcia marcus margaret marge margery margot maria marian marianne marie marilyn marina marion
marjorie marlene marlon marsha martha martin martyn mary mason matilda matt matthew maud maureen
maurice mavis max maxine maxwell megan mel melanie melissa melvin mervyn mia michael micheal
michelle mick mickey mike mildred miles millicent millie mitchell moira molly mona monica morag
moreen morris muriel murray myra myrtle nadine nancy naomi natalie natasha nathan nathaniel neil
nell nellie nelson neville nicholas nick nicki nicky nicola nicole nigel nina noah noel noelle nora
noreen norma norman norris olga olive oliver olivia ollie oscar oswald owen paige pam pamela pat
patience patricia patrick patsy patty paul paula pauline pearl peggy penelope penny percy perry
pete peter petra phil philip philippa phillip philomena phoebe phyllis pippa polly poppy portia
priscilla quentin rachael rachel ralph ramona ray raymond rebecca reece reggie reginald rene renee
rex rhiannon rhoda rhona rhys ricardo richard richie rick ricky rita rob robbie robert roberta
robin robyn rod roderick rodney roger roland rolf ron ronald ronnie rory ros rosa rosalind rosanna
rosemary rosie ross rowan roxanne roy rufus rupert russell ruth ryan sabrina sadie sally sam
samantha sammy samson samuel sandra sara sarah sasha saul savannah scarlett scott sean sebastian
selina selwyn serena seth shane shania shannon sharon shaun shauna shawn sheena sheila shelagh
shelley sheree shirley sian sid sidney sienna silvia simon simone sonia sonya sophia sophie stacey
stacy stan stanley stella steph stephanie stephen steve steven stewart stu stuart sue susan susanna
susannah susie suzanne sybil sylvia tabitha tamara tamsin tania tanya tara tasha taylor ted teddy
terence teresa terri terry tess tessa thea thelma theo theodore theresa thomas tiffany tilly tim
timothy tina toby todd tom tommy toni tony tonya tracey tracy travis trevor tricia trish tristan
troy trudy tyler tyrone una ursula val valerie vanessa vaughan velma vera verity vernon veronica
vicki vicky victor victoria vikki vince vincent viv vivian vivien vivienne wallace walter wanda
warren wayne wendy wesley wilf wilfred william willie wilma winifred winnie winston xander yasmin
yvette yvonne zac zach zachary zack zak zara zena zoe
"""

_WELSH_IRISH_SCOTTISH = """
aled alun aneurin angharad anwen arwel arwyn bedwyr berwyn bethan branwen bronagh caradoc cari
carwyn catrin ceri cerys cledwyn dafydd dai deiniol delyth dewi dilwyn dilys efa eifion eilir
eirian eirlys eirwen elen eleri elfed elin elinor eluned elwyn emlyn emrys emyr enfys ffion
fflur geraint gerallt gethin glenys glyndwr gruff gruffudd gruffydd guto gwawr gwenan gwenllian
gwilym gwyn gwyneth gwynfor hefin heledd heulwen hywel iago idris iestyn ieuan ifan ifor ilar ioan
iolo iorwerth iwan llew llinos lleucu llewellyn llyr lowri luned mabli macsen madog mair maldwyn
mared marged mari megan meic meinir meirion menna mererid meryl mihangel morfudd myfanwy myrddin
nerys nest nia non olwen osian owain pryderi rhian rhiannon rhodri rhonwen rhydian rhys
sian sioned siwan steffan taliesin tegan tegid teleri tomos trefor tudur tudor wyn
aidan ailbhe aine aisling aoife ardal brendan breda brid bridie brigid bronagh cahal caoimhe caolan
carmel cathal ciara cian ciaran cillian clodagh colm colum conall conleth connla cormac dara
dearbhla
deaglan declan dermot diarmuid donal donnacha donncha dympna eamon eamonn eimear eithne emer
enda eoghan eoin fergal fergus finbar finnuala fintan fionn fionnuala gearoid grainne imelda
jarlath kathleen kevin kieran lorcan mairead mairin malachy maeve meabh michael micheal muireann
nessa niall niamh nollaig nora nuala oisin oonagh orla orlaith padraic padraig paddy patsy phelim
proinsias roisin ronan ruairi saoirse seamus sean senan shauna sinead siobhan sile sorcha tadhg
tiernan tomas treasa turlough ultan una
agnes ailsa alasdair alistair angus archie calum catriona craig duncan eilidh euan ewan fergus
finlay fraser gavin gregor hamish iain innes isla jock kenny kirsty lachlan lorna mairi malcolm
morag mungo murdo rab ranald rory ruaridh sheena shona struan torquil
"""

_SOUTH_ASIAN = """
aamir aarav aarti aasif abbas abdul abida adeel adil aditi afsana afzal ahmad ahmed aisha aishah
ajay akash akbar akhtar akram alia aliyah alok amandeep amar amara amardeep amina aminah amir amit
amjad amrit amrita anand anas anika anil anisa anisha anita anjali anjum anoop ansar anu anup
anwar anya aqsa arif arjun armaan arshad arun aruna asha ashfaq ashok ashraf asif asim asma asmat
atif avtar ayaan ayaz ayesha ayisha azad azhar aziz azra babar balbir baljit balraj balwinder
bashir basit bhavesh bhavna bilal bina bushra chandni charanjit daljit danish danyal daoud davinder
deepa deepak deepika dev devi dhruv dilip dilshad dipak divya ehsan eshan faheem fahad faisal faiz
faiza farah farhan farhana farida farooq farrukh farzana fatema fatima fatimah fawad feroz fiaz
firdous firoz fozia ganesh gaurav gita gopal gulshan gulzar gurdeep gurdip gurjit gurmeet gurpreet
gursharan gurvinder habib habiba hafsa hafsah hameed hamid hamza hamzah hanif hardeep haris harish
harjinder harjit harleen harminder haroon harpreet harsha hasan hasina hassan hema himanshu hina
hira humaira humera husna hussain hussein ibrahim ifrah iftikhar ijaz ikram imraan imran imtiaz
inaaya indira inderjit iqbal iqra irfan ishaan ishaq ismail ismat israr jagdeep jagdish jagjit
jameela jamila jamshed jaspal jaspreet jasvinder jaswinder jatinder javed javid jawad jaya jayesh
jignesh jitesh jyoti kabir kalpana kaleem kamal kamaljit kamla kamran karam karan kareem karim
karina kashif kavita khadija khadijah khalid khalida khalil khuram khurram kiran kirpal kirti
kishan kishor komal krishna kuldeep kuldip kulwant kulvinder kulwinder lakshmi lalita latif laxmi
leela madhu mahboob mahesh mahira mahmood mahmoud majid malika mandeep manish manisha manjeet
manjinder manjit manjula manoj manpreet mansoor maria maryam masood masud meena meera mehak mehmood
mehreen mehwish minal mohammad mohammed mohan mohsin momina moin monika mubarak mubashir mudassar
muhammad muhammed mukesh mukhtar mumtaz muneer munir muriam mushtaq musa muskaan mustafa nabeel
nabeela nabila nadeem nadia nadira naeem nafeesa nafisa naila naima naina najma nargis nasar naseem
naseer nasim nasima nasir nasreen nasrin naushad naveed naz nazia nazir nazma nazmin nazneen neelam
neeta neha nikhil nilesh nimra nimrah nisar nisha nishat noor noreen nosheen nusrat omar omkar
osman padma pankaj paramjit parminder parveen parvez parvin pawan pinky pooja poonam pradeep
prakash pramila prashant pratik pravin preeti prem priti priya priyanka puja puneet qaiser
qasim rabia rabiya rachna radha rafiq raheela raheem rahim rahul raj raja rajan rajbir rajdeep
rajeev
rajesh rajinder rajiv rajni rakesh ram rama ramesh rani ranjit raqib rashid rashida rashmi ravi
ravinder razia rehan rehana rehman rekha reshma riaz rida rifat rina ritu rizwan rizwana robina
rohan rohit rubab rubina rukhsana rukhsar rumana rupa rupinder saba sabah sabeena sabiha sabina
sabir saddam sadaf sadia saeed safa safia safina safiya sahil saif saima saira sajid sajida sakina
saleem saleha salim salma salman sameena sameer samina samir samira samiya sana sandeep sangeeta
sanjay sanjeev sapna sara sarbjit sarfraz sarita saroj satish satnam satpal satvinder satwinder saud
seema shabana shabaz shabbir shabina shabnam shaban shafiq shaheen shahbaz shahid shahida shahin
shahnaz shahzad shahzia shaikh shaista shakeel shakeela shakil shalini shamim shamima shamshad
shanaz shanta sharifa sharmin shazad shazia shehnaz shehzad sher shilpa shital shiv shivani
shoaib shobha shreya shruti shumaila sidra simran simranjit sita sobia sohail sohaib sonal sonam
subhan suhail sukhdeep sukhdev sukhjinder sukhjit sukhpal sukhvinder sukhwinder sukie sulaiman
suleman sultana sumaira sumaya sumera sunil sunita suraj surinder surjit suresh surya sushila
tabassum taha tahir tahira tahmina tajinder talha talib tanveer tanvir tanzila tara tariq taslima
tasleem tasneem tayyab tayyaba tehmina tejal tina uma umair umar umer usha usma usman uzma vandana
vanita varsha varinder veena vijay vikas vikram vimal vinay vinod vipul vishal waheed wahid
wajid waleed waqar waqas waseem wasim yaqoob yaseen yasin yasir yasmeen yasmin yogesh yousaf yousef
yousuf yunus yusra yusuf zafar zaheer zahid zahida zahir zahra zaib zaid zain zainab zaira zakariya
zakir zara zareen zarina zaynab zeba zeenat zeeshan zeshan ziad zohaib zohra zoya zubair zubaida
zulekha zulfiqar
"""

_AFRICAN_CARIBBEAN = """
abayomi abena abeni abimbola abiodun abiola abosede adaeze adama adanna adaora adebayo adebimpe
adebola
adedayo adeel adekunle adela adeola adeolu adesola adetola adewale adeyemi adisa adjoa adwoa afia
afua agnes akin akinola akinwale akosua akua akunna akwasi ama amadi amadou amaka amara ameyo
aminata amma anuoluwapo araba asantewaa awa ayo ayobami ayodeji ayodele ayokunle ayomide ayotunde
baba babajide babatunde bamidele bankole bintou binta biodun bola bolaji bolanle boluwatife bukola
busayo chiamaka chibuike chibuzo chichi chidera chidi chidiebere chidinma chidozie chiedu chiemeka
chigozie chika chikaodili chike chima chimamanda chinasa chinedu chinelo chinenye chinonso chinua
chinwe chinyere chioma chizoba chuka chukwudi chukwuemeka chukwuma cheikh dami damilola dapo
dayo deborah demba desta dele ebele ebere ebenezer ebo ebony efe efia efua ejike ekow ekua emeka
emmanuel enitan enyinnaya esi esosa eze ezinne fatou fatoumata fatmata femi fiifi florence folake
folasade folashade fola funke funmi funmilayo funmilola gbenga gifty ibironke idowu ifeanyi ifeoma
ife ifunanya ijeoma ike ikechukwu ikenna isatou isioma itunu iyabo jide jideofor jumoke kalu
kamara kehinde kelechi kofi kojo kola kolade kolawole korkor kudirat kukua kunle kwabena kwadwo
kwaku kwame kwasi kweku kwesi lamin lanre lekan lola lolade mamadou mariama mariatu maame mbali
modupe mojisola momodu moses moussa musa ndidi ndubuisi ngozi nana nkechi nkem nkemdilim nkiru
nkiruka nneka nnamdi nnenna nonso nosa obafemi obi obinna obioma oghenekaro okechukwu okey ola
olabisi oladele olajide olalekan olamide olanrewaju olayinka olu olubunmi oluchi olufemi olufunke
olukemi olumide oluremi olusegun olusola olutoyin oluwadamilola oluwafemi oluwaseun oluwaseyi
oluwatobi oluwatosin omolara omotola omowunmi onome onyeka onyinye opeyemi osaro osagie osas ousmane
ozioma patience precious remi rotimi saidu salamatu salimatu samba sade segun sekou seun seyi
shade shola simisola sola solape sunday taiwo taofeek tayo temi temilola temitope tife titilayo
titi tobechukwu tobi tobiloba toks tolani tolu toluwani tomi tope tosin toyin tunde tunji uche
uchechi uchenna udo ugo ugochi ugonna uju uzoma wale wanjiku wunmi yaa yaaba yaw yejide yemi yewande
yinka zainabu zikora thandiwe thabo sipho nomsa lerato tendai tafadzwa tinashe rudo tatenda
chipo farai kudzai ruvimbo nyasha rutendo wangari njeri kamau wambui achieng otieno amani neema
abdi abdirahman abdirizak abdullahi abdulkadir abshir ahlam anab asad asha asli ayaan ayan bashir
bile deqa dahir dahabo degan farhiya faduma fadumo fartun fawzia filsan guled habon hamdi hibo hodan
hodo ibado ifrah idil ikran ilhan ilwad iman jama kaltun khadra ladan leyla liban mahad maryan
mahamed mohamed muna nasra nimco nimo nuur osman roble sagal sahra saido samatar sucdi suad
suleiman ubah warsame yasmiin yonis zamzam
alwin anthea beres berresford calvin carlton cedella chantal clinton clive clyde courtney cuthbert
dainton delroy denzil deon desiree desmond devon dionne donovan dwayne dwight earl errol everton
fitzroy floyd garfield germaine gladstone glenroy horace ianthe jahmal jahmai jahmelia jermaine
kadeem keisha kemar keon kerese keziah lascelles latoya lavern leroy levi linford lloyd lorenzo
lyndon marcia marlon marva merlene monique nadine neville novelette orville oswald paulette
rashaun rasheed renford roydon rudolph shanelle shanice shanique sharelle shaniqua shantel
shaquille shemar sherece sherene simeon sonny sydney tanisha tashana tavares tayshaun trevon tyra
tyreece tyreek tyreke tyrell tyrese tyrone velda vernice vincent winsome winston yvonne zavier
zekiel zephaniah
"""

_EUROPEAN = """
ada adrianna agata agnieszka aleksander aleksandra alicja alina andrzej aneta aniela antoni artur
asia bartek bartlomiej bartosz beata blazej bogdan boguslaw bogumila bozena brygida cezary czeslaw
dagmara damian danuta daria dariusz dawid dominik dominika dorota edyta elzbieta emilia ewa
ewelina filip franciszek franek gabriela gosia grazyna grzegorz halina hanna henryk hubert iga
ignacy ilona irena iwona iza izabela jacek jadwiga jakub jan janek janina janusz jaroslaw jarek
jerzy joanna jola jolanta jozef julita justyna kacper kamil kamila karol karolina kasia katarzyna
kazimierz kinga klaudia konrad kornelia krystian krystyna krzysiek krzysztof kuba leszek lidia
lucja ludwik lukasz maciej maciek magda magdalena maja malgorzata malwina marcel marcin marek
mariola mariusz marta martyna marzena mateusz michal michalina mieczyslaw mikolaj milena milosz
miroslaw monika natalia nikodem nikola norbert oksana ola oliwia oskar patrycja patryk pawel
piotr piotrek przemek przemyslaw radek radoslaw rafal renata robert roksana ryszard sebastian
slawomir stanislaw stefania sylwester sylwia szymon tadeusz tomasz tomek tymon urszula wanda
waldemar weronika wieslaw wieslawa wiktor wiktoria wioletta witold wladyslaw wojciech wojtek
zbigniew zbyszek zdzislaw zofia zosia zuzanna zuzia
adriana alexandru alin ana anca andrada andrei bianca bogdan catalin ciprian claudiu constantin
corina cosmin costel cristi cristian cristina dan daniela denisa diana dumitru elena emil eugen
florin florina gabi gabriel georgiana gheorghe horia iancu ileana ilie ina ioana ion ionel ionela
ionut iulia iulian iuliana larisa laurentiu liliana liviu loredana luca lucian luminita madalin
madalina marian mariana marius mihaela mihai mihail mirela mircea nicolae nicoleta octavian oana
ovidiu paul petru radu raluca razvan roxana sergiu silviu simona sorin sorina stefan stefania
teodora tudor valentin valentina vasile victoria viorel viorica vlad
aleksandrs algirdas ausra andrius arturs asta daiva darius egle gintaras giedre ieva inga ingrida
janis jolanta jonas jurate juris kestutis kristaps laima laimonas lina liga mantas mindaugas neringa
ramune rasa rimantas rokas ruta saulius sandris valdis vaida vilija vilma vytautas zivile
anastasia andriy anton artem bohdan borys denys dmytro dmitri halyna hanna iryna ivanka kateryna
khrystyna ksenia lesia liudmyla ludmila lyudmila maksym marichka mykhailo mykola nadiya nastya
natalya
oksana oleg oleh oleksandr oleksiy olena olha pavlo petro polina roman ruslan sasha serhiy sergei
sofiia solomiya svetlana svitlana taras tatiana tetyana vadym valeriy vasyl vira vitaliy volodymyr
vladimir yana yaroslav yevhen yulia yuliya yuri yuriy zoryana
adrien alejandro alessandro alfonso alvaro ana andre andreas angelo antoine antonio arben armando
beatriz bruno carlos carmen catarina celine chiara claudio cristiano diego diogo dritan elira
enrico ermal esteban fabio federico fernanda fernando filipa filipe flavia francisco francoise
gjergj giovanni giulia giuseppe goncalo guillaume gustavo hans heidi henrique ines inês ignacio
ilir isabela ivana jaime javier joao joana jorge jose juan juliana jurgen klara lars leonor lorenzo
luan lucia luciana luigi luis luisa manuel marco margarida mariana mario mateo matilde miguel
milan mirjeta mirko nuno olivier pablo paolo patricio paulo pedro philippe pierre rafael raquel
raul ricardo rodrigo rui salvatore sergio silvia sofia susana teresa tiago tomas vasco vitor
xhevdet zlatan arta besnik blerim dafina fatmir flutura liridona valbona
ander boswell cinderella dangerfield elvira fancy gentilia leander levi liberty manfri nelson
perrin plato righteous romany shady sheba tawno trainett vashti wisdom brigid bridie delia helena
margaret miley nangle packie
"""

_ASIAN_ARABIC_TURKISH = """
abdallah abdelkader abdelrahman abdulaziz abdullah abeer adnan afaf ahlam ahmad aida ala alaa ali
aliya amal ameen ameer amena amin amina amjad ammar anas anwar areej asmaa atheer aws ayah ayman
aymen aya aziza badr bahar bahram barzan basel basim basma bassam bayan bilal bushra dalal dalia
dana darya dawood dina diyar duaa dunya eman esra fadi fadia fahd faris farid fariba farrah farouk
faten fatemeh fawzi ferhad firas fouad fuad ghada ghassan golnaz habib hadi hadeel hafez hakim hala
hamad hamed hana hanaa hanan hani hassan haydar hayat hazem heba hend hisham hossein huda husam
ibtisam ihab ilham iman inas intisar israa issa jaafar jabbar jaber jalal jamal jamil jamila jawad
jihad joumana kamal karim karwan kawa khaled khalil khayri kholoud laila lamia layan layth leila
leyla lina lubna luay maha mahdi mahmoud mahsa mai majed malak malek manal maram mariam marwa marwan
maryam mazen mehdi mina mohamad mohamed mohannad mohsen mona mostafa mouna mounir muhannad munira
mustafa nabil nada nadim nael naser nashwan nasrin nasser nawal nazanin nibras nidal nihad nizar
noor nora noura nouf nuha nura omar omid osama parisa parwin qusay rabab rabia rafik raghad ragheb
rahaf rahma rami rana rania rashad rasha rayan razan reem reza rima roj rojin rozhin roya ruba
saad sabah sabri sadiq safaa safwan sahar said sakina salah salam saleh salem salwa sama saman samar
samer sami samia samir samira sanaa sarkawt sawsan sepideh shadi shaima shereen sherine shirin
shirwan siham sinan soheil soraya suad suha sulaf suzan taher talal tamer tareq tarek thaer
wafa wael waleed walid wassim widad wisam yahya yara yaser yasmine yazan younes youssef yusra zahra
zaid zaki zana zeinab zeina ziad ziyad zina
abdulhamit adem ahmet alper arda arzu asli asuman atakan ayla ayse aysegul aysel aysen aysun aylin
aytac baris batuhan bekir belgin berat beren berk berkay betul beyza birgul birsen bulent burak
burcin burcu busra buse canan cansu caner cem cemal cemil cemile cengiz ceren cetin cigdem coskun
cuneyt deniz derya dilan dilara dilek duygu ebru ece eda efe ege ekrem ela elif emel emine emrah
emre ender ercan erdal erdem erdogan eren ergin erhan ercument erkan erol ersin ertugrul esin esma
esra fadime fatih fatma faruk ferit fethiye figen filiz fikret firat fulya funda furkan gamze gizem
gokhan gonul gokce gul gulay gulcan guler gulizar gulsen gulsum gunay guven hakan halil halime
halit haluk hamdi handan hanife hasan hatice havva hayriye hulya huseyin ilker ilknur ilyas inci
irem irfan ismet kadir kadriye kaan kemal kerem kenan koray kubra kursat levent leman mahmut mehmet
melek melih melike meltem meral mert merve mesut mete metin mine miray muammer muharrem murat musa
mustafa muzaffer naciye nalan nazan nazli nazim necati necla nergis nermin neslihan nesrin nevin
nihal nihat nilay nilgun nilufer nuray nurcan nurettin nurgul nuriye nursel oguz oguzhan okan
onder onur orhan osman oya oyku ozan ozcan ozge ozgur ozlem pelin pembe pinar polat rabia ramazan
recep remzi reyhan saban sabri saliha sedat sedef selcuk selda selim selin sema senol serap sercan
serdar serhat serife serkan sevda sevgi sevil sevim sevinc seyda sezen sezer sibel songul suat
sukru suleyman sultan sumeyye suna tahsin taner tarkan tayfun tekin tolga tugba tuba tuncay turan
turgut turkan tugce ufuk ugur umit umut veli volkan yagmur yalcin yasemin yeliz yesim yigit yildiz
yilmaz yunus yusuf zafer zehra zekiye zeki zeliha zerrin zeynep zubeyde
aiguo anh bao baozhai bich binh bo chang changming chau chen cheng chien chiu chun cuong dao dat
diep
dinh duc duong dung fang feng giang guang guiying hai haoran hao heng hien hieu hoa hoai hoang hong
huan huong huy huyen jiahao jian jianguo jie jin jing jingyi jun khanh khoa khoi kiet kien kwok
kwan lam lan lei lien linh lihua lixin loan long luong mai man mei meilin meiling mengyao minh ming
minghui mingzhu my nam nga ngan nghia ngoc nguyet nhi nhung oanh peng phong phu phuc phung
phuong ping qiang qing quan quang quoc quyen quynh rong rui shan shu siu son ting suk tai
tam tan thang thanh thao thi thien thinh thoa thuan thuy tien tien tien toan tram trang tri trinh
trung truc tu tuan tuyen tuyet uyen van vien viet vinh vu wai wei weimin wen wing xia xian xiang
xiao xiaohong xiaoling xiaoming xin xinyi xiu xiuying xuan xue yan yang yanyan yi ying yingying yong
yu yuan yuchen yue yuen yun yuxuan zhen zheng zhi zhiwei zhong zihan zixuan
"""

# First names, and surnames used alone, that are ordinary words as well, or words of this work.
FIRST_WORDLIKE = listed(
    """
amber angel april art ash august autumn basil bell bill blessing blue bonnie brook bud bunny buster
carol cash chance charity chase cherry chip christian clay cliff comfort constant coral crystal
daisy
dale dawn dean destiny dolly dot drew ebony eve faith fancy favour fern finn flora forest frank gale
gay gene gift ginger glen glory grace grant guy harmony hazel heath heather heaven hero holly honey
hope hunter iris ivy jack jade jasmine jay joy july june justice kit king lance legend liberty lily
love lucky mark mason may maverick melody mercy miles mine mo monday nan nest nick noble non olive
opal pansy pat patience peace pearl peg penny pepper petal piers pip poppy praise precious prince
princess promise prosper queen rain ray red reed rich river rob robin rock rod rose rosemary rowan
ruby rusty sage said sandy savannah shade sherry sienna sky skye sonny spring star stew storm sue
summer sunday sunny tab temperance tiger trust van verity victory violet virtue wade warren will
willow winter wisdom wren
"""
)
WORDLIKE = (
    FIRST_WORDLIKE
    | MORE_WORDLIKE
    | listed(
        """
abbot archer ball banks barber barker barnes berry birch bird bishop black bloom bond bright brooks
brown bull burns bush butcher butler butt can carpenter carter castle chambers collier cook cooper
cross day drake driver dyer farmer field finch fish fisher flower foot ford foster fox freeman fry
fuller gardener gold gray green grey griffin hall hand hardy heron hill holder hood house hunt kidd
knight lake lamb land lane law leach little long lord major manning marsh marshal marshall may mead
mills mire moody moon moore moor moss north nurse page palmer parish park parker parkin parson
parsons
pike plant pool pope porter potter power powers price quick reader reeve rice root rush sands sari
savage sharp shepherd sheikh short silver singer slater small snow south sparrow speed stone street
strong summers sun swan sweet swift tailor tang tanner temple thorn trainer turk turner wall ward
waters weaver weeks wells west white whittle wild wing winters wise wolf wood woods wright yip young
an bang bi bile bin bo chin dat do dung fang ha he ho huff hung ion jin kin la lam lan lei lien lo
loan long lung ma man mete mi min mu my nam nap ng no on or pa pan pang pen pho ping so song sung
tan
tang ting to tong tram tri van vi wan wen wing wu ya ye yen yi you
china chelsea florence georgia india israel jordan kenya melon paris roman sydney victoria
blade buddy cracker diamond diesel duke earl baron count major master gypsy plato romany copper
paddy taffy willie dick polo
sen ala ama ana ege ela eda ife hai mai med alim emir sultan sultana baba nana
"""
    )
)


def _plain(names: str) -> frozenset[str]:
    return frozenset(names.split())


GIVEN: frozenset[str] = (
    _plain(_BRITISH)
    | _plain(_WELSH_IRISH_SCOTTISH)
    | _plain(_SOUTH_ASIAN)
    | _plain(_AFRICAN_CARIBBEAN)
    | _plain(_EUROPEAN)
    | _plain(_ASIAN_ARABIC_TURKISH)
    | MORE_GIVEN
)
