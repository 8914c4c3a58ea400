"""Further first names and surnames, of origins whose names are many and whose lists are short.

All in small letters and without accents, like the lists they are added to.
"""

from __future__ import annotations

from qualcode.text.names_lists import listed

MORE_GIVEN: frozenset[str] = listed("""
aminah amirah anwaar assad basheer duha ebtisam fadwa faruq faisal ghazal hadeer haneen hanadi
hanady haya ikhlas inaam jad jana jannah jood jouri juwan khulud kinan lamees layal lynn maysa
mays mayar milad mouaz moaz nabeeha nadhim naeema nour nusaybah qamar rafah rahaf ragad rawan
reema renad ritaj ruqaya ruqayyah rula sabiha saif saja salim sama sarmad shahd shaimaa shatha
suhaib sulaiman tala taim talia tasneem tuqa ubaida wahib wejdan yaman yamen yazan zeina zuhair
bassel bassil basil ghazwan haitham issam jihan kinda lubana mahmud majd marah mirna nawras omran
qusai rabea rasheed rifaat samah shaza tahani thuraya wafaa yahia
alwyn ackee bevon britney carlene clovis cherelle chevelle daquan dajon deandra delcita desrine
devonte dorrell ebony elvira enid errolyn ettienne evadne everald eustace faithlyn gaynor glenford
hyacinth icilda imani inez iona jahzara jamelia javon jevon joslyn juliene kaleem keandre keisha
keniel keron keyon keziah kimani kymani lamar latisha lavinia leonie lynval maizie marlene mavis
merlyn mikayla nevaeh norvell oneil orlando orrett pearline perlita phylicia precious princess
raheem ramone reneil rohan romario rosetta sharna shaniah shanay shaquan shereece sherika sherol
shevon tashan taneka tavia tiana tyrique una uriah verna vernal verona vinette winnifred yolande
zaria zion
aiwen aihua baoyu biyu bojing caihong changyong chaoxiang chunhua cuifen daiyu dandan donghai
enlai fengge fuhua guanting guiren guolin haiyan hanying hongmei huiling huifang huifen jiaxin
jiayi jiali jinhai jingwen junjie junwei kaiming kangming lanfen lihong lijuan liling lingling
longwei luli meifeng meihui meixiu mingyu mingxia ningning peijing peiling qiaolian qiuyue ruolan
ruiling shanshan shaoqing shihong shufen shuang siyu taiming tingting wanting weiling weiwei
wenjing
wenli wenqing wenyan xiaodan xiaofeng xiaohui xiaojing xiaomei xiaoping xiaoyu xingyu xinyue
xiulan xiumei xuefeng yanmei yifan yihan yijun yingjie yongjian yuhan yuling yumei yutong zedong
zhenya zhihao ziqi ziyi ka siu suet kit ching hing kam yuk yin wing hoi ho lok tsz chun fai keung
kin ming pui sau tung wah wan yee yiu
bao bich binh cam chi chien cuc dao diem dieu dung duyen gia giang hang hanh hau hien hieu hoan
hue
huyen khai khang khue kieu lam lai le lien loc luu my ngan nghi nguyet nhan nhat nhu phat phi
phuoc
quynh sang sau tham thang thuc thuong thuy tien tinh toai tri truc tuong vien vy xuan yen
abeo abidemi adaeze adanne adaora adaobi adenike aderonke adetokunbo adetutu adunni afolake
akintunde akosua akwasi amadin amenze amoke anuli arinze asabi ayinde ayoola azubuike babafemi
bolade boluwatife chiagoziem chialuka chibundu chibuzor chidalu chidubem chiemerie chimezie
chinecherem chinweike chisimdi chizaram chukwuebuka chukwunonso chukwuebuka damilare dumebi
ebube ebuka efosa ehi ejiro ekene eloho enitan eniola esohe fikayo folarin fumnanya gbemisola
ifeoluwa ikponmwosa ileri inioluwa irawo itohan iyanu iyioluwa jadesola jesuseun kambili kamsi
kamsiyochukwu kanayo kanyinsola kaosi kosisochukwu kosi kossi korede kwadwo lolade morenike
morayo mosope mofe munachi nduka ngozichukwu nkemjika nmesoma nneoma obiageli obioha odion
ogechi okezie olabimpe olaitan olasubomi olatunde oluwakemi omobolanle omoniyi omotayo onyekachi
oreoluwa orobosa osagie osahon osamudiamen osarugue osaze oyinkan oyinkansola pelumi ronke rukayat
rukky simi sochi somto somtochukwu subomi tamilore temilade teniola tiwa tobechi toluwanimi
tomilola ufuoma urenna uzoamaka wole yewande yinusa zikora abena adjoa afriyie agyei akua ama
amoako antobam asabea baaba barima efia ekow esi fosuah frempomaa kakra kobina kojo kukua kwabena
kwamena maakua nhyira nyamekye oheneba panyin paapa serwaa yaa aissatou assane astou binta fanta
habibatou issa kadiatou khady mamadi mariatou ndeye oumar oumou sadio seydou yacine
berivan botan cemile civan dilovan dilan dondu emrecan fadik gulistan gulizar gulperi hatun heval
hivda imran kader kazim medine menekse mihriban mizgin muslum necmi nurhayat olcay ozkan pakize
perihan rahime rojda rozerin sakine satilmis saziye selahattin seher serdil sirin sultan tahir
tulay turhan ummuhan yasin yildiray zelal zeliha zilan ziya
arkadiusz bogna boguslawa bronislaw celina czarek danusia dorotka ewelinka felicja gienek hania
halinka iwonka jadzia jagoda jedrzej kajetan kalina klara krysia lena leszek liwia ludmila maks
maurycy mietek mirek nela olaf olek oliwier pola rozalia ryszarda stasiek stas szymek tola tosia
tymek wiesia wiesiek wincenty wladek wojtus zaneta zdzich zenon ziemowit zuza zygmunt
bhupinder gurnoor gursimran harbhajan harbinder harj harleen harsimran jagpreet jasleen jaskaran
jasmeet jeevan kirandeep kiranjot kulbir livleen manveer mehakpreet navdeep navjot parmjit
prabhjot prabhleen pritpal raman rupinder sarabjit simarjit simmy sukhmani tejinder varinder
bilqis hareem husnain inayah jannat kainat laiba mahnoor maheen manahil mumtaz nawaz noorulain
parveen rafiuddin raheela rameen ruksana rukhsar safoora shahbano shaheena shanzay shazad shehryar
sumbul tehreem umaima wajiha zaina zaynah zeeshaan zonaira zulqarnain zunaira arundhati bhavik
bijal chirag darshan dharmesh falguni gautam hardik hetal hiren jagruti kaushik ketan krupa mitesh
nimisha parth rupal sejal tushar yash zarna ayana thulasi thushara vithusan yalini
aoibhe aoibheann assumpta attracta blathnaid breege caolan caomhe colman concepta conal cormac
darragh dearbhail doireann dymphna eabha eadaoin eilis eimhear eireann fiadh fidelma finola
gobnait iarlaith jarlath keelan keelin laoise loughlin majella maire malachi mairtin naoise
oran padraigin peadar philomena realtin riain ruairi sadhbh saoirse seosamh shay shea sibeal sile
siofra tadhgan tierna
bleddyn carys ceinwen cadi celt crwys deio eiluned eirlys elgan elis emyr fflur gwenfron gwenda
gwenno hawys huw ianto illtyd islwyn ithel lleu llio lowri madryn manon meirwen mirain mostyn
non nant rhun rhodri sioni steffan tegwyn teilo tesni trystan tudwal tudno ynyr
appy athalia bonny cinderella consuelo doll elvis fenella gentilia gilderoy goliath
hezekiah isaiah jobie josephus kezia lavinia lementina lovell mahala mizelli oceana ocean olby
perry prissy queenie sabaina savina scarlet sinfi sylvester tawny thurza trenit uriah
violetta zillah nan-girl biddy packie miley bernie dinny winnie margaret-anne
amelie araminta arlo ashleigh aurelia beau blake bodhi brogan cian-jay clemmie cressida dakota
demelza edie effie elodie elowen everly fenella hallie harlow hettie huxley iggy ines isadora jago
jaxon jaxson jayce jenson jocasta jowan kaiden kayden kenzie keira kobie kody kyan lacey-mae
leighton lennox loveday lyla maisey marnie maverick merryn mila montague morwenna nevaeh octavia
oakley ottilie otis peregrine philippa piran reggie-lee remy rafe rhianna rocco romy ronan
rosalind
ruben saffron shaz stace sunniva teddie theo-james tarquin tilda torquil tristram wenna xanthe
zachariah zennor
abdulrahman aman babs bayo barb bella benji benny bex billy cath chaz dani davey deb debs dottie ed
gail gaz gwendolyn ify jas jem jude kath larry lawrence lenny les lin lindy liv liz lou mags mal
manny marty mattie meg micky nat nate ned nic nkechinyere preet rach roz shell ste stevie sukhi
suzie timmy tori vinny wally yetunde
comfort destiny favour gift godspower goodluck goodness gracious innocent junior marvellous mercy
miracle patience peace praise precious providence testimony thankgod
basia hela ese maame kuuku nwando ebi
""")

MORE_SURNAMES: frozenset[str] = listed("""
adegbite adeyinka agboola agyapong akinfenwa alakija amponsah aneke anozie atanda ayeni azikiwe
bamidele boadu boadi bolaji chukwuma dauda edochie ejiofor eke ekpo emecheta enwerem eweka
falade famuyiwa fashola folarin frimpong gyan igbinedion ihejirika iroegbu iwuchukwu jaiyeola
kwarteng kwakye mbeki nnamani nwokolo nwosu obaseki obinna odumosu ogunbanjo ogundele ogunlana
okoli okonjo okoronkwo okpala okwuosa olaoye olowu omotoso onyeama opara oshodi oyedepo oyelaran
oyinlola quartey sackey shonibare soyinka takyi ugochukwu umunna uwaifo uzoma yusufu
abdelaziz abdulle afrah alkhatib almasri alhamdan bakri baroudi chebbi darweesh duale elamin
farooqi ghali haidar hadid jabbour kabbani karam khatib madani nassar osmani qabbani rahmani
sabri salman shami sharaf taha warfa yassin zaki
banton blackstock brathwaite cargill daley dacosta fitzherbert gordon haughton lightbourne
maxwell mckoy mullings myrie palmer patterson pinnock reid samuda shakespeare sinclair
tulloch whyte wynter
au chau cheong chiang choy chung diep du fok fong gao ho hon hung ip ko kong kwong lee lok luk luu
ma mak man mok ng nghiem ouyang pan pang peng poon quach shum siu sit so su szeto ta tai tam tan
thai tian to tong tso tsui tu tung vuong wan woo wu yam yan ye yin yu yuan yue
bajwa basra begg bhuller bi birdi chana dulai flora gakhal hayer janjua khera kooner lidder mangat
matharu minhas nagra panesar phull pooni purewal rafique sanghera sohi sunner takhar tiwana toor
vijayaratnam warraich zafar sivakumar rajaratnam nadarajah pillay menon desouza pereira dsouza
altintas arikan balci basaran bilgin cetinkaya dag dursun ekinci genc guven inan ipek kalkan
karabulut
karadag karadeniz karakaya kilinc kocak orhan oz ozer sezer soylu tas tosun uygun yalman yuce
banas borowski chmielewski cieslak czajka dudziak gwozdz jasinski kania kasprzak kolodziej kopec
kosinski kowal kubicki lis madej marczak matuszewski niemiec pajak pawelec pietrzyk rogalski
stachura
stefanski tomczak urbanek walczyk wilk wrona wrzesniewska zareba zieba
cusack feeney galvin garrity geoghegan geraghty gilligan hanratty kinsella lavelle mcgovern
mcgrath mongan mulhern mulligan mulrooney nolan oconnell odowd odwyer ogrady oleary otoole
rafferty
scanlon shevlin toal tobin toner tuohy twomey bhriain dhomhnaill
askew bronallt gough gwilliam hopkin madog mainwaring meyler nicholls powell prosser prydderch
pugh
rhydderch tegwyn trahern
buckland docherty gaskin gentle hedges holland lovell mongan nolan orchard penfold ripley
scarrott stanley varey wharton
annear bulmer catterall caunce crowther entwistle fairweather fogg hargrove haworth heywood
hutchins
nankivell nuttall oddie offord ogden ormerod penhallow penhaligon philpott prentice quantrill
rawle
rudge sparkes strudwick sugden tredinnick trebilcock trelawney tunnicliffe tunstall twelvetrees
wickstead wolstenholme
""")

# Those of them that are ordinary words too.
MORE_WORDLIKE: frozenset[str] = listed("""
ackee askew au beau biddy cam chi dag doll du eke gentle hang hareem hedges hue hyacinth ip
ka kinda ko le mak mulligan ocean orchard peregrine poon prissy saffron sang sit suet ta tai tala
tam tham toner tung vernal wanting woo yam yin yuan zaria
barb mal shell wally
gift goodness gracious innocent junior marvellous miracle providence testimony
""")

# Ordinary words that few sentences begin with: there a capital letter tells of a name.
RARE_WORDS: frozenset[str] = listed("""
ackee ama amber ana askew barb basil beau berry biddy bile birch bo brooks carol carter chambers
chelsea chi collier cooper dag dean dung earl ebony eda ege eke ela fang finn flora florence
freeman fuller georgia glen gracious griffin hareem hazel heather hedges heron holly hyacinth ife
ion iris ivy jade jasmine jay jin jordan ka kin ko lam lan leach lei lien lily mak manning
marvellous mason maverick mete mire moss mulligan nam ng orchard paddy palmer pang parkin
peregrine plato poon poppy prissy providence reeve robin roman rosemary rowan saffron sari
savannah sheikh sienna sonny suet sultan sultana sydney tai tala tam tang tham ting toner tong
tram tung turk verity vernal victoria wade wally wan warren weaver wen whittle willie wright wu
yam ye yen yi yin yip yuan zaria
""")
