"""What stands right before a country's name makes it no surname and no thing: small words, offices, governments, armies, borders."""

import pytest
from babel import Locale

from worker.core.tags.tagger import Tagger

COUNTRIES = (
    "IR",
    "IQ",
    "SN",
    "FR",
    "DE",
    "UA",
    "CN",
    "JP",
    "BR",
    "EG",
    "TR",
    "US",
    "IN",
    "MX",
    "KE",
    "NG",
    "SY",
    "PK",
)
SMALL = {
    "en": "in on at of to from with by for against over and or but the near via between",
    "de": "in auf aus nach von mit gegen für und oder über zwischen bei durch ohne",
    "fr": "en au aux de du la le les vers avec contre pour et ou sur entre par",
    "es": "en de a con contra por para y o sobre entre hacia desde",
    "it": "in di da a con contro per e o su tra verso",
    "pt": "em de a com contra por para e ou sobre entre",
    "nl": "in op uit naar van met tegen voor en of over tussen",
    "sv": "i på från till av med mot för och eller över mellan",
    "no": "i på fra til av med mot for og eller over mellom",
    "da": "i på fra til af med mod for og eller over mellem",
    "ru": "в на из от с против для и или о между через",
    "uk": "в на з від проти для і або про між через",
    "bg": "в на от с против за и или между",
    "el": "στη από με κατά για και ή προς",
    "tr": "ve ile için karşı veya",
    "ar": "في من على إلى عن مع ضد بين نحو حول أن بأن إن أو لأن قال زار غادر هاجم رئيس وزير",
    "he": "על אל את של עם בין נגד מול או כי נשיא ממשלת",
    "fa": "در از به با بر برای علیه میان و یا رئیس",
    "ur": "اور میں سے کے کو",
    "hi": "और से में का के को ने",
    "bn": "ও এবং থেকে",
    "vi": "ở tại từ với và của cho đến chống",
    "id": "di ke dari dengan dan untuk atas melawan pemerintah",
    "fi": "ja tai että",
    "hu": "és vagy a az",
    "pl": "i lub oraz czy",
    "cs": "a nebo i",
    "hr": "i ili a",
    "sr": "и или а",
    "sl": "in ali a",
    "sk": "a alebo",
    "lt": "ir arba",
    "lv": "un vai",
    "et": "ja või",
    "ro": "în din la cu și sau pentru",
    "ca": "a de i o amb per",
}  # fmt: skip
NOUNS = {
    "ar": "حكومة جيش عاصمة شمال جنوب حرب سفير وفد منتخب وزير شعب اقتصاد حدود رئيس رئيسة أمير ملك ملكة سلطان سلام نصر اتفاق",
    "he": "ממשלת צבא בירת צפון דרום שגריר נבחרת גבול נשיא מלך שר ראש מלחמת שלום",
    "fa": "دولت ارتش پایتخت شمال جنوب سفیر تیم مرز جنگ رئیس شاه امیر سلطان صلح",
    "ur": "حکومت فوج دارالحکومت شمال سفیر صدر وزیر امیر بادشاہ امن",
    "hi": "सरकार सेना राजधानी उत्तर दक्षिण राष्ट्रपति राजदूत टीम सीमा युद्ध",
    "en": "government army capital northern ambassador President King Queen Sultan Emir Team",
    "de": "Regierung Armee Hauptstadt Präsident König Kanzler Trainer Grenze Krieg Team Stadt Wandel",
    "fr": "gouvernement armée capitale nord roi reine ambassadeur montagnes",
    "es": "gobierno ejército capital norte rey reina embajador montañas",
    "it": "governo esercito capitale nord re regina montagne",
    "pt": "governo exército capital norte rei rainha montanhas",
    "ru": "правительство армия столица север президент король посол сборная граница война мир ключевой маршрут",
    "uk": "уряд армія столиця північ президент король посол збірна",
    "pl": "rząd armia stolica północ prezydent król ambasador kluczowy",
    "cs": "vláda armáda vesnice sever prezident král klíčový",
    "sk": "vláda armáda dedina sever prezident kráľ kľúčový",
    "hr": "vlada vojska selo sjever predsjednik kralj ključni",
    "sr": "влада војска село север председник краљ кључни",
    "tr": "hükümeti ordusu başkenti kuzey güney barış savaş",
    "id": "pemerintah tentara utara selatan presiden raja sultan",
    "hu": "kormány hadsereg főváros észak király elnök",
    "fi": "hallitus armeija pääkaupunki kuningas",
    "sv": "regering armé huvudstad norra kung",
    "el": "κυβέρνηση στρατός πρωτεύουσα βόρεια πρόεδρος βασιλιάς",
    "vi": "quân thủ bắc vua",
}  # fmt: skip
CASES = [(lang, word) for table in (SMALL, NOUNS) for lang, words in table.items() for word in words.split()]


def found(tagger: Tagger, text: str, lang: str) -> set[str]:
    """The countries tagged in a text."""
    return {country.code for country in tagger.tag(None, text, lang, "2022-01-01", "published").countries}


@pytest.mark.parametrize("lang, word", CASES)
def test_a_country_stands_behind_any_such_word(whole: Tagger, lang: str, word: str) -> None:
    """The names that CLDR has, of all those that are read alone: a name that is a common word in the language is not."""
    names = {code: Locale.parse(lang).territories[code] for code in COUNTRIES}
    alone = {code: name for code, name in names.items() if code in found(whole, f"… 2020: {name}.", lang)}
    assert len(alone) > len(COUNTRIES) * 0.8
    missed = [
        name for code, name in alone.items() if code not in found(whole, f"… 2020 {word} {name} 2021.", lang)
    ]
    assert missed == []
