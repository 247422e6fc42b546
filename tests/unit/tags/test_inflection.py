"""Adjectives and names in every case, gender and number of the languages that inflect them."""

import pytest

from tests.support import released
from worker.core.tags.tagger import Tagger

PARADIGMS = """
pl	US	amerykański amerykańska amerykańskie amerykańskiego amerykańskiej amerykańskiemu amerykańską amerykańskim amerykańskich amerykańskimi amerykańscy
pl	RU	rosyjski rosyjska rosyjskie rosyjskiego rosyjskiej rosyjskiemu rosyjską rosyjskim rosyjskich rosyjskimi rosyjscy Rosjanin Rosjanie Rosjan Rosjanami
pl	FR	Francja Francji Francję Francją francuski francuskiego Francuz Francuzi Francuzów Francuzka
cs	DE	Německo Německa Německu Německem německý německého německému německém německým německá německou německé německých němečtí Němci Němců
cs	SK	Slovensko Slovenska Slovensku slovenský slovenského slovenskou slovenských Slováci Slováků Slovákům
sk	HU	Maďarsko Maďarska Maďarsku Maďarskom maďarský maďarského maďarskej maďarskou maďarských maďarskí Maďari Maďarov
sk	KP	Severná Kórea|Severnej Kórey|Severnej Kórei|severokórejský|severokórejského|severokórejskou
ru	DE	Германия Германии Германию Германией немецкий немецкого немецкому немецким немецкая немецкой немецкую немецкие немецких немцы немцев немцам
ru	CN	Китай Китая Китаю Китаем Китае китайский китайского китайской китайскую китайских китайцы китайцев
ru	SS	Южный Судан|Южного Судана|Южному Судану|Южном Судане|Южным Суданом
uk	PL	Польща Польщі Польщу Польщею польський польського польської польську польських польські поляки поляків
uk	KP	Північна Корея|Північної Кореї|Північній Кореї|Північну Корею
bg	RU	Русия руски руския руският руска руската руско руското руски руските руснаци руснаците
bg	TR	Турция турски турския турската турските турци турците
hr	FR	Francuska Francuske Francuskoj Francusku Francuskom francuski francuskog francuskom francuskim francuska francuskih Francuzi Francuza
hr	KP	Sjeverna Koreja|Sjeverne Koreje|Sjevernoj Koreji
sr	DE	Немачка Немачке Немачкој Немачку немачки немачког немачком немачке немачких Немци Немаца
sl	AT	Avstrija Avstrije Avstriji Avstrijo avstrijski avstrijskega avstrijskemu avstrijskem avstrijska avstrijsko avstrijskih Avstrijci Avstrijcev
sl	DK	Danska Danske Danski danski danskega danske Danci Danca
ro	HU	Ungaria Ungariei maghiar maghiară maghiari maghiare maghiarilor maghiarii
ro	FR	Franța Franței francez franceză francezi franceze francezii francezilor francezul
el	DE	Γερμανία Γερμανίας γερμανικός γερμανικού γερμανική γερμανικής γερμανικό γερμανικά γερμανικών γερμανικές Γερμανοί Γερμανών Γερμανούς
el	TR	Τουρκία Τουρκίας τουρκικός τουρκική τουρκικής τουρκικά τουρκικών Τούρκος Τούρκοι Τούρκων
fi	SE	Ruotsi Ruotsin Ruotsissa Ruotsista Ruotsiin Ruotsilla Ruotsille ruotsalainen ruotsalaisen ruotsalaista ruotsalaiset ruotsalaisten ruotsalaisia
fi	RU	Venäjä Venäjän Venäjällä Venäjältä Venäjälle Venäjää Venäjäksi venäläinen venäläisen venäläiset venäläisten
hu	AT	Ausztria Ausztriában Ausztriából Ausztriába Ausztriának Ausztriával osztrák osztrákok osztrákokat osztrákoknak
hu	DE	Németország Németországban Németországból Németországnak német németek németeket németeknek
et	FI	Soome Soomes Soomest Soomesse Soomega soome soomlane soomlased soomlaste soomlasi
lv	LT	Lietuva Lietuvas Lietuvai Lietuvu Lietuvā lietuviešu lietuvieši lietuvietis lietuvieti
lv	RU	Krievija Krievijas Krievijai Krieviju Krievijā krievu krievi krieviem
lt	PL	Lenkija Lenkijos Lenkijai Lenkiją Lenkijoje lenkų lenkai lenkams lenkiška
lt	DE	Vokietija Vokietijos Vokietijai Vokietiją Vokietijoje vokiečių vokiečiai vokietis
tr	DE	Almanya Almanya'da Almanya'dan Almanya'ya Almanya'nın Alman Almanlar Almanların
de	PL	Polen Polens polnisch polnische polnischer polnischen polnischem polnisches
nl	DE	Duitsland Duits Duitse Duitser Duitsers
sv	DK	Danmark Danmarks dansk danska danskt danskar danskarna
da	NO	Norge Norges norsk norske nordmand nordmænd nordmændene
no	SE	Sverige Sveriges svensk svenske svensker svenskene
ca	HU	Hongria hongarès hongaresa hongaresos hongareses
bn	SS	দক্ষিণ সুদান|দক্ষিণ সুদানের|দক্ষিণ সুদানে
"""
CASES = [
    (lang, code, form)
    for lang, code, forms in (line.split("\t") for line in PARADIGMS.strip().splitlines())
    for form in (forms.split("|") if "|" in forms else forms.split())
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


@pytest.mark.parametrize("lang, code, form", CASES)
def test_a_form_names_its_country(tagger: Tagger, lang: str, code: str, form: str) -> None:
    """Alone in a text of its language, every form of the paradigm is its country and no other."""
    assert [country.code for country in tagger.tag(None, form, lang, None, "none").countries] == [code]
