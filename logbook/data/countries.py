"""The countries and territories of ISO 3166-1, as people name them.

A line holds both codes, the hemisphere, the name we store, and after each `|` another name: the official one, the
inverted one with its comma, former and native ones that are still met in notes and on labels. The name
of a mere part (England, Svalbard) is no name of the country, unless people use it for the whole (Holland). The stored
name holds no comma.

`N` or `S` is the side of the equator on which all of it lies; `-` where it has land on both sides, be it one island.
Codes and official names are those of the standard; nothing here takes a position of its own on who owns what.
"""

from __future__ import annotations

TABLE = """
AD AND N Andorra | Principality of Andorra
AE ARE N United Arab Emirates | UAE | U.A.E. | Emirates
AF AFG N Afghanistan | Islamic Republic of Afghanistan | افغانستان
AG ATG N Antigua and Barbuda
AI AIA N Anguilla
AL ALB N Albania | Republic of Albania | Shqipëria
AM ARM N Armenia | Republic of Armenia | Hayastan | Հայաստան
AO AGO S Angola | Republic of Angola
AQ ATA S Antarctica
AR ARG S Argentina | Argentine Republic
AS ASM S American Samoa
AT AUT N Austria | Republic of Austria | Österreich
AU AUS S Australia | Commonwealth of Australia
AW ABW N Aruba
AX ALA N Åland Islands | Åland
AZ AZE N Azerbaijan | Republic of Azerbaijan | Azərbaycan
BA BIH N Bosnia and Herzegovina | Republic of Bosnia and Herzegovina | Bosnia | Bosna i Hercegovina
BB BRB N Barbados
BD BGD N Bangladesh | People's Republic of Bangladesh | বাংলাদেশ
BE BEL N Belgium | Kingdom of Belgium | België | Belgique
BF BFA N Burkina Faso | Burkina | Upper Volta
BG BGR N Bulgaria | Republic of Bulgaria | България
BH BHR N Bahrain | Kingdom of Bahrain
BI BDI S Burundi | Republic of Burundi
BJ BEN N Benin | Republic of Benin | Dahomey
BL BLM N Saint Barthélemy
BM BMU N Bermuda
BN BRN N Brunei | Brunei Darussalam
BO BOL S Bolivia | Plurinational State of Bolivia | Bolivia, Plurinational State of
BQ BES N Caribbean Netherlands | Bonaire, Sint Eustatius and Saba | Bonaire, Sint Eustatius, Saba
BR BRA - Brazil | Federative Republic of Brazil | Brasil
BS BHS N Bahamas | Bahamas, The | Commonwealth of the Bahamas
BT BTN N Bhutan | Kingdom of Bhutan | འབྲུག་ཡུལ
BV BVT S Bouvet Island
BW BWA S Botswana | Republic of Botswana
BY BLR N Belarus | Republic of Belarus | Belorussia | Беларусь
BZ BLZ N Belize | British Honduras
CA CAN N Canada
CC CCK S Cocos Islands | Cocos (Keeling) Islands | Keeling Islands
CD COD - Democratic Republic of the Congo | Congo, Democratic Republic of the |
         Democratic Republic of Congo | DR Congo | D.R. Congo | DRC | Congo-Kinshasa | Zaire
CF CAF N Central African Republic | CAR | République centrafricaine | Centrafrique
CG COG - Republic of the Congo | Congo | Congo, Republic of the | Republic of Congo | Congo-Brazzaville
CH CHE N Switzerland | Swiss Confederation | Schweiz | Suisse | Svizzera
CI CIV N Côte d'Ivoire | Republic of Côte d'Ivoire | Ivory Coast
CK COK S Cook Islands
CL CHL S Chile | Republic of Chile
CM CMR N Cameroon | Republic of Cameroon | Cameroun
CN CHN N China | People's Republic of China | PRC | P.R. China | PR China | 中国 | 中國 | 中华人民共和国
CO COL - Colombia | Republic of Colombia
CR CRI N Costa Rica | Republic of Costa Rica
CU CUB N Cuba | Republic of Cuba
CV CPV N Cabo Verde | Republic of Cabo Verde | Cape Verde
CW CUW N Curaçao
CX CXR S Christmas Island
CY CYP N Cyprus | Republic of Cyprus
CZ CZE N Czechia | Czech Republic | Česko
DE DEU N Germany | Federal Republic of Germany | Deutschland
DJ DJI N Djibouti | Republic of Djibouti
DK DNK N Denmark | Kingdom of Denmark | Danmark
DM DMA N Dominica | Commonwealth of Dominica
DO DOM N Dominican Republic
DZ DZA N Algeria | People's Democratic Republic of Algeria | Algérie
EC ECU - Ecuador | Republic of Ecuador
EE EST N Estonia | Republic of Estonia | Eesti
EG EGY N Egypt | Arab Republic of Egypt | مصر
EH ESH N Western Sahara
ER ERI N Eritrea | State of Eritrea
ES ESP N Spain | Kingdom of Spain | España
ET ETH N Ethiopia | Federal Democratic Republic of Ethiopia | ኢትዮጵያ
FI FIN N Finland | Republic of Finland | Suomi
FJ FJI S Fiji | Republic of Fiji
FK FLK S Falkland Islands | Falkland Islands (Malvinas) | Falklands | Malvinas | Islas Malvinas
FM FSM N Micronesia | Federated States of Micronesia | Micronesia, Federated States of
FO FRO N Faroe Islands | Faroes | Føroyar
FR FRA N France | French Republic
GA GAB - Gabon | Gabonese Republic
GB GBR N United Kingdom | United Kingdom of Great Britain and Northern Ireland | UK | U.K. |
         Great Britain | Britain
GD GRD N Grenada
GE GEO N Georgia | Republic of Georgia | Sakartvelo | საქართველო
GF GUF N French Guiana | Guyane française
GG GGY N Guernsey
GH GHA N Ghana | Republic of Ghana
GI GIB N Gibraltar
GL GRL N Greenland | Kalaallit Nunaat
GM GMB N Gambia | Gambia, The | Republic of the Gambia
GN GIN N Guinea | Republic of Guinea | Guinea-Conakry
GP GLP N Guadeloupe
GQ GNQ - Equatorial Guinea | Republic of Equatorial Guinea
GR GRC N Greece | Hellenic Republic | Hellas | Ελλάδα
GS SGS S South Georgia and the South Sandwich Islands
GT GTM N Guatemala | Republic of Guatemala
GU GUM N Guam
GW GNB N Guinea-Bissau | Republic of Guinea-Bissau
GY GUY N Guyana | Republic of Guyana | Co-operative Republic of Guyana
HK HKG N Hong Kong | Hong Kong Special Administrative Region of China | Hong Kong SAR | 香港
HM HMD S Heard Island and McDonald Islands
HN HND N Honduras | Republic of Honduras
HR HRV N Croatia | Republic of Croatia | Hrvatska
HT HTI N Haiti | Republic of Haiti
HU HUN N Hungary | Magyarország
ID IDN - Indonesia | Republic of Indonesia
IE IRL N Ireland | Republic of Ireland | Ireland, Republic of | Éire
IL ISR N Israel | State of Israel
IM IMN N Isle of Man
IN IND N India | Republic of India | Bharat | भारत
IO IOT S British Indian Ocean Territory | Chagos Archipelago
IQ IRQ N Iraq | Republic of Iraq | العراق
IR IRN N Iran | Islamic Republic of Iran | Iran, Islamic Republic of | Persia | ایران
IS ISL N Iceland | Republic of Iceland | Ísland
IT ITA N Italy | Italian Republic | Italia
JE JEY N Jersey
JM JAM N Jamaica
JO JOR N Jordan | Hashemite Kingdom of Jordan
JP JPN N Japan | Nippon | 日本
KE KEN - Kenya | Republic of Kenya
KG KGZ N Kyrgyzstan | Kyrgyz Republic | Kirghizia | Кыргызстан
KH KHM N Cambodia | Kingdom of Cambodia | Kampuchea | កម្ពុជា
KI KIR - Kiribati | Republic of Kiribati
KM COM S Comoros | Union of the Comoros
KN KNA N Saint Kitts and Nevis
KP PRK N North Korea | Democratic People's Republic of Korea |
         Korea, Democratic People's Republic of | Korea, North | N. Korea | DPRK | 조선
KR KOR N South Korea | Republic of Korea | Korea, Republic of | Korea, South | S. Korea | ROK |
         대한민국 | 한국
KW KWT N Kuwait | State of Kuwait
KY CYM N Cayman Islands
KZ KAZ N Kazakhstan | Republic of Kazakhstan | Қазақстан | Казахстан
LA LAO N Laos | Lao | Lao People's Democratic Republic | Lao PDR | ລາວ
LB LBN N Lebanon | Lebanese Republic
LC LCA N Saint Lucia
LI LIE N Liechtenstein | Principality of Liechtenstein
LK LKA N Sri Lanka | Democratic Socialist Republic of Sri Lanka | Ceylon
LR LBR N Liberia | Republic of Liberia
LS LSO S Lesotho | Kingdom of Lesotho
LT LTU N Lithuania | Republic of Lithuania | Lietuva
LU LUX N Luxembourg | Grand Duchy of Luxembourg
LV LVA N Latvia | Republic of Latvia | Latvija
LY LBY N Libya | State of Libya
MA MAR N Morocco | Kingdom of Morocco | Maroc
MC MCO N Monaco | Principality of Monaco
MD MDA N Moldova | Republic of Moldova | Moldova, Republic of
ME MNE N Montenegro | Crna Gora
MF MAF N Saint Martin | Saint Martin (French part)
MG MDG S Madagascar | Republic of Madagascar
MH MHL N Marshall Islands | Republic of the Marshall Islands
MK MKD N North Macedonia | Republic of North Macedonia | Macedonia |
         Macedonia, the former Yugoslav Republic of | FYROM
ML MLI N Mali | Republic of Mali
MM MMR N Myanmar | Republic of Myanmar | Republic of the Union of Myanmar | Burma | မြန်မာ
MN MNG N Mongolia | Монгол Улс
MO MAC N Macao | Macao Special Administrative Region of China | Macao SAR | Macau | 澳门
MP MNP N Northern Mariana Islands | Commonwealth of the Northern Mariana Islands
MQ MTQ N Martinique
MR MRT N Mauritania | Islamic Republic of Mauritania
MS MSR N Montserrat
MT MLT N Malta | Republic of Malta
MU MUS S Mauritius | Republic of Mauritius
MV MDV - Maldives | Republic of Maldives
MW MWI S Malawi | Republic of Malawi | Nyasaland
MX MEX N Mexico | United Mexican States
MY MYS N Malaysia
MZ MOZ S Mozambique | Republic of Mozambique | Moçambique
NA NAM S Namibia | Republic of Namibia | South West Africa
NC NCL S New Caledonia
NE NER N Niger | Republic of the Niger
NF NFK S Norfolk Island
NG NGA N Nigeria | Federal Republic of Nigeria
NI NIC N Nicaragua | Republic of Nicaragua
NL NLD N Netherlands | Kingdom of the Netherlands | Holland | Nederland
NO NOR N Norway | Kingdom of Norway | Norge | Noreg
NP NPL N Nepal | Federal Democratic Republic of Nepal | नेपाल
NR NRU S Nauru | Republic of Nauru
NU NIU S Niue
NZ NZL S New Zealand | Aotearoa
OM OMN N Oman | Sultanate of Oman | عمان
PA PAN N Panama | Republic of Panama
PE PER S Peru | Republic of Peru
PF PYF S French Polynesia
PG PNG S Papua New Guinea | Independent State of Papua New Guinea
PH PHL N Philippines | Republic of the Philippines | Pilipinas
PK PAK N Pakistan | Islamic Republic of Pakistan | پاکستان
PL POL N Poland | Republic of Poland | Polska
PM SPM N Saint Pierre and Miquelon
PN PCN S Pitcairn | Pitcairn Islands
PR PRI N Puerto Rico
PS PSE N Palestine | State of Palestine | Palestine, State of
PT PRT N Portugal | Portuguese Republic
PW PLW N Palau | Republic of Palau
PY PRY S Paraguay | Republic of Paraguay
QA QAT N Qatar | State of Qatar
RE REU S Réunion
RO ROU N Romania | România
RS SRB N Serbia | Republic of Serbia | Srbija | Србија
RU RUS N Russia | Russian Federation | Россия | Российская Федерация
RW RWA S Rwanda | Rwandese Republic | Republic of Rwanda
SA SAU N Saudi Arabia | Kingdom of Saudi Arabia | السعودية
SB SLB S Solomon Islands
SC SYC S Seychelles | Republic of Seychelles
SD SDN N Sudan | Republic of the Sudan
SE SWE N Sweden | Kingdom of Sweden | Sverige
SG SGP N Singapore | Republic of Singapore
SH SHN S Saint Helena Ascension and Tristan da Cunha | Saint Helena, Ascension and Tristan da Cunha
SI SVN N Slovenia | Republic of Slovenia | Slovenija
SJ SJM N Svalbard and Jan Mayen
SK SVK N Slovakia | Slovak Republic | Slovensko
SL SLE N Sierra Leone | Republic of Sierra Leone
SM SMR N San Marino | Republic of San Marino
SN SEN N Senegal | Republic of Senegal
SO SOM - Somalia | Federal Republic of Somalia
SR SUR N Suriname | Republic of Suriname | Surinam
SS SSD N South Sudan | Republic of South Sudan
ST STP - Sao Tome and Principe | Democratic Republic of Sao Tome and Principe | São Tomé e Príncipe
SV SLV N El Salvador | Republic of El Salvador
SX SXM N Sint Maarten | Sint Maarten (Dutch part)
SY SYR N Syria | Syrian Arab Republic
SZ SWZ S Eswatini | Kingdom of Eswatini | Swaziland
TC TCA N Turks and Caicos Islands
TD TCD N Chad | Republic of Chad | Tchad
TF ATF S French Southern Territories
TG TGO N Togo | Togolese Republic
TH THA N Thailand | Kingdom of Thailand | Siam | ไทย | ประเทศไทย
TJ TJK N Tajikistan | Republic of Tajikistan | Тоҷикистон
TK TKL S Tokelau
TL TLS S Timor-Leste | Democratic Republic of Timor-Leste | East Timor
TM TKM N Turkmenistan | Türkmenistan
TN TUN N Tunisia | Republic of Tunisia | Tunisie
TO TON S Tonga | Kingdom of Tonga
TR TUR N Türkiye | Republic of Türkiye | Turkey | Republic of Turkey
TT TTO N Trinidad and Tobago | Republic of Trinidad and Tobago
TV TUV S Tuvalu
TW TWN N Taiwan | Taiwan, Province of China | 台湾 | 臺灣
TZ TZA S Tanzania | United Republic of Tanzania | Tanzania, United Republic of
UA UKR N Ukraine | Україна
UG UGA - Uganda | Republic of Uganda
UM UMI - United States Minor Outlying Islands
US USA N United States | United States of America | US | USA | U.S. | U.S.A.
UY URY S Uruguay | Eastern Republic of Uruguay
UZ UZB N Uzbekistan | Republic of Uzbekistan | O'zbekiston
VA VAT N Vatican City | Holy See | Holy See (Vatican City State) | Vatican City State | Vatican
VC VCT N Saint Vincent and the Grenadines
VE VEN N Venezuela | Bolivarian Republic of Venezuela | Venezuela, Bolivarian Republic of
VG VGB N British Virgin Islands | Virgin Islands, British
VI VIR N United States Virgin Islands | Virgin Islands, U.S. | U.S. Virgin Islands |
         US Virgin Islands | Virgin Islands of the United States
VN VNM N Vietnam | Viet Nam | Socialist Republic of Viet Nam | Việt Nam
VU VUT S Vanuatu | Republic of Vanuatu
WF WLF S Wallis and Futuna
WS WSM S Samoa | Independent State of Samoa | Western Samoa
YE YEM N Yemen | Republic of Yemen | اليمن
YT MYT S Mayotte
ZA ZAF S South Africa | Republic of South Africa | Suid-Afrika
ZM ZMB S Zambia | Republic of Zambia | Northern Rhodesia
ZW ZWE S Zimbabwe | Republic of Zimbabwe | Rhodesia | Southern Rhodesia
"""
