"""Towns, boroughs and counties a worker may name, and lands people come from."""

from __future__ import annotations

from qualcode.text.names_lists import listed

# In small letters; several words with blanks. Not those that are ordinary words too, such as
# "bath" or "reading": those are looked for by the company they keep.
PLACES: frozenset[str] = frozenset(
    place.strip()
    for place in """
aberdeen, aberystwyth, accrington, acton, aldershot, alnwick, altrincham, ambleside, andover,
ashford,
ashington, aylesbury, bacup, bangor, barking, barnet, barnsley, barnstaple, barrow-in-furness,
basildon,
basingstoke, batley, battersea, bedford, bedfordshire, bedlington, belfast, berkshire, berwick,
bethnal green, beverley, bexhill, bexley, bideford, birkenhead, birmingham, blackburn, blackpool,
blyth, bodmin, bognor regis, bolton, bootle, boston, bournemouth, bracknell, bradford, braintree,
brent, brentwood, bridgend, bridgwater, bridlington, brighouse, brighton, bristol, brixham, brixton,
bromley, bromsgrove, buckinghamshire, burnley, burton-on-trent, bury st edmunds, buxton, caerphilly,
calderdale, camberwell, camborne, cambridge, cambridgeshire, camden, cannock, canterbury, cardiff,
carlisle, carmarthen, castleford, chatham, chelmsford, cheltenham, cheshire, chester, chesterfield,
chester-le-street, chichester, chippenham, chorley, cirencester, clacton, cleethorpes, cleveland,
clitheroe, colchester, congleton, consett, corby, cornwall, coventry, cramlington, crawley, crewe,
croydon, cumbria, dagenham, darlington, dartford, darwen, daventry, denbigh, derby, derbyshire,
devon,
dewsbury, didcot, doncaster, dorchester, dorset, dover, droitwich, dudley, dulwich, durham, ealing,
eastbourne, east ham, eastleigh, eccles, edinburgh, edmonton, enfield, epsom, essex, exeter,
exmouth,
falmouth, fareham, farnborough, felixstowe, finchley, fleetwood, folkestone, gateshead, gillingham,
glasgow, gloucester, gloucestershire, goole, gosport, grantham, gravesend, greenwich, grimsby,
guildford, hackney, halesowen, halifax, halton, hammersmith, hampshire, haringey, harlow, harrogate,
harrow, hartlepool, harwich, haslingden, hastings, hatfield, havant, haverhill, havering, hebden
bridge,
hemel hempstead, hereford, herefordshire, hertford, hertfordshire, hexham, high wycombe, hillingdon,
hinckley, hounslow, huddersfield, hull, humberside, huntingdon, huyton, hyde, ilford, ilkeston,
ipswich,
isle of wight, islington, jarrow, keighley, kendal, kent, kettering, kidderminster, king's lynn,
kingston, kirkby, kirklees, knaresborough, knowsley, lambeth, lancashire, lancaster, launceston,
leamington spa, leeds, leek, leicester, leicestershire, leigh-on-sea, leominster, letchworth, lewes,
lewisham, leyton, leytonstone, lichfield, lincoln, lincolnshire, littlehampton, liverpool,
llandudno,
llanelli, loughborough, lowestoft, ludlow, luton, macclesfield, maidenhead, maidstone, malvern,
manchester, mansfield, margate, matlock, medway, melton mowbray, merseyside, merthyr tydfil, merton,
middlesbrough, middlesex, milton keynes, mitcham, morecambe, morley, morpeth, motherwell, nelson,
newark, newbury, newcastle, newcastle-under-lyme, newham, newport, newquay, newtown, norfolk,
northallerton, northampton, northamptonshire, northumberland, north shields, norwich, nottingham,
nottinghamshire, nuneaton, oldham, ormskirk, oswestry, oxford, oxfordshire, peckham, penrith,
penzance,
peterborough, peterlee, plaistow, plymouth, pontefract, pontypool, pontypridd, poole, portsmouth,
poulton-le-fylde, prestatyn, preston, ramsgate, rawtenstall, redbridge, redcar, redditch, redruth,
reigate, rhondda, rhyl, rochdale, rochester, romford, rossendale, rotherham, rugby, runcorn,
rushden,
rutland, saffron walden, salford, sandwell, scarborough, scunthorpe, seaham, sefton, selby,
sheffield,
shrewsbury, shropshire, sittingbourne, skegness, skelmersdale, skipton, slough, smethwick, solihull,
somerset, southall, southampton, southend, southport, south shields, southwark, spalding,
spennymoor,
staffordshire, st albans, st austell, st helens, stevenage, stockport, stockton, stockton-on-tees,
stoke-on-trent, stourbridge, stratford, streatham, stroud, suffolk, sunderland, surrey, sussex,
swansea, swindon, tameside, tamworth, taunton, teesside, telford, thanet, thetford, thurrock,
tipton,
todmorden, tonbridge, tooting, torbay, torquay, tottenham, tower hamlets, trafford, trowbridge,
truro,
tunbridge wells, tyneside, tynemouth, uttoxeter, uxbridge, wakefield, wallasey, wallsend, walsall,
waltham forest, walthamstow, wandsworth, warrington, warwick, warwickshire, washington, watford,
wednesbury, wellingborough, welwyn, west bromwich, westminster, weston-super-mare, weymouth,
whitby, whitehaven, whitley bay, widnes, wigan, wiltshire, wimbledon, winchester, windsor, wirral,
wisbech, woking, wokingham, wolverhampton, woolwich, worcester, worcestershire, workington, worksop,
worthing, wrexham, yeovil, yorkshire, peckham, wythenshawe, moss side, toxteth, handsworth,
harehills,
chapeltown, manningham, byker, easterhouse,
dublin, cork, galway, limerick, belfast, derry, mayo, donegal, lagos, abuja, ibadan, kano, accra,
kumasi, nairobi, kampala, harare, lusaka, mogadishu, hargeisa, asmara, addis ababa, khartoum, cairo,
freetown, banjul, kinshasa, tripoli, tunis, islamabad, karachi, lahore, mirpur, rawalpindi,
peshawar,
sylhet, dhaka, delhi, mumbai, amritsar, punjab, gujarat, kashmir, colombo, kabul, herat, tehran,
baghdad, basra, erbil, mosul, damascus, aleppo, homs, beirut, amman, gaza, jeddah, riyadh, istanbul,
ankara, izmir, diyarbakir, warsaw, krakow, gdansk, lodz, poznan, wroclaw, lublin, katowice,
bucharest,
cluj, iasi, sofia, vilnius, kaunas, riga, kyiv, kharkiv, lviv, odesa, mariupol, moscow, tirana,
pristina, lisbon, porto, madrid, hanoi, saigon, hai phong, beijing, shanghai, guangzhou, shenzhen,
hong kong, fujian, kingston town, port of spain, bridgetown, montserrat,
nigeria, ghana, sierra leone, gambia, senegal, cameroon, congo, uganda, somalia, somaliland,
eritrea,
ethiopia, sudan, zimbabwe, zambia, malawi, angola, south africa, egypt, libya, tunisia, algeria,
morocco, pakistan, bangladesh, sri lanka, nepal, afghanistan, iran, iraq, syria, lebanon, palestine,
kuwait, saudi arabia, yemen, kurdistan, turkey, cyprus, poland, romania, bulgaria, lithuania,
latvia,
estonia, ukraine, russia, albania, kosovo, slovakia, hungary, moldova, portugal, spain, italy,
greece,
vietnam, china, taiwan, malaysia, philippines, thailand, indonesia, brazil, colombia, venezuela,
jamaica, barbados, trinidad, grenada, dominica, st lucia, guyana, australia, canada, new zealand
""".replace("\n", " ").split(",")
)

# Nobody is told apart by these.
EVERYBODYS = listed("""
england britain uk scotland ireland wales europe london america usa english british welsh irish
scottish london's christmas easter
""")

# How English villages, estates and towns often end.
ENDINGS = tuple(
    listed(
        """
borough brough burgh bury by caster cester chester church cliffe combe coombe cote croft dale
den field fleet ford gate hampton ham haven head hithe holme hurst hythe ingham ington land
leigh ley low mere minster mouth ness port sea shaw shire stead stoke stow thorpe ton well wick
wich with wold wood worth worthy bridge
"""
    )
)
