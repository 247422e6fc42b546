"""Short names of countries in their cases: of so few letters that hardly a stem is left."""

import pytest

from worker.core.tags.tagger import Tagger

FORMS = {
    "ru": "Кубе CU|Кубы CU|Кубу CU|Гане GH|Ганы GH|Чаде TD|Чада TD|Катаре QA|Ираке IQ|Йемене YE|Ливии LY|Омане OM|Лаосе LA|Непале NP|Кении KE|Мальте MT|Конго CD|Бенине BJ|Нигере NE|Габоне GA|Анголе AO|Замбии ZM|Судане SD",
    "uk": "Кубі CU|Куби CU|Гані GH|Гани GH|Чаді TD|Катарі QA|Іраку IQ|Ємені YE|Лівії LY|Омані OM|Лаосі LA|Непалі NP|Кенії KE|Мальті MT|Беніні BJ|Нігері NE|Анголі AO|Судані SD",
    "bg": "Куба CU|Гана GH|Чад TD|Катар QA|Ирак IQ|Йемен YE|Либия LY|Оман OM|Лаос LA|Непал NP|Кения KE|Малта MT|Бенин BJ|Судан SD",
    "pl": "Kubie CU|Kuby CU|Ghanie GH|Ghany GH|Czadzie TD|Czadu TD|Katarze QA|Iraku IQ|Jemenie YE|Libii LY|Omanie OM|Laosie LA|Nepalu NP|Kenii KE|Malcie MT|Beninie BJ|Nigrze NE|Angoli AO|Sudanie SD|Togo TG|Kubę CU",
    "cs": "Kubě CU|Kuby CU|Ghaně GH|Ghany GH|Čadu TD|Kataru QA|Iráku IQ|Jemenu YE|Libyi LY|Ománu OM|Laosu LA|Nepálu NP|Keni KE|Maltě MT|Beninu BJ|Nigeru NE|Angole AO|Súdánu SD",
    "sk": "Kube CU|Kuby CU|Ghane GH|Čade TD|Katare QA|Iraku IQ|Jemene YE|Líbyi LY|Ománe OM|Laose LA|Nepále NP|Keni KE|Malte MT|Sudáne SD",
    "sl": "Kubi CU|Kube CU|Gani GH|Čadu TD|Katarju QA|Iraku IQ|Jemnu YE|Libiji LY|Omanu OM|Laosu LA|Nepalu NP|Keniji KE|Malti MT|Sudanu SD",
    "hr": "Kubi CU|Kube CU|Gani GH|Čadu TD|Kataru QA|Iraku IQ|Jemenu YE|Libiji LY|Omanu OM|Laosu LA|Nepalu NP|Keniji KE|Malti MT|Sudanu SD",
    "sr": "Куби CU|Кубе CU|Гани GH|Чаду TD|Катару QA|Ираку IQ|Јемену YE|Либији LY|Оману OM|Непалу NP|Кенији KE|Малти MT|Судану SD",
    "fi": "Kuubassa CU|Ghanassa GH|Tšadissa TD|Qatarissa QA|Irakissa IQ|Jemenissä YE|Libyassa LY|Omanissa OM|Laosissa LA|Nepalissa NP|Keniassa KE|Maltalla MT|Nigerissä NE|Perussa PE|Malissa ML|Togossa TG",
    "hu": "Kubában CU|Ghánában GH|Csádban TD|Katarban QA|Irakban IQ|Jemenben YE|Líbiában LY|Ománban OM|Laoszban LA|Nepálban NP|Kenyában KE|Máltán MT|Nigerben NE|Peruban PE|Maliban ML|Iránban IR",
    "lt": "Kuboje CU|Ganoje GH|Čade TD|Katare QA|Irake IQ|Jemene YE|Libijoje LY|Omane OM|Kenijoje KE|Maltoje MT|Sudane SD|Malyje ML",
    "lv": "Kubā CU|Ganā GH|Čadā TD|Katarā QA|Irākā IQ|Jemenā YE|Lībijā LY|Omānā OM|Kenijā KE|Maltā MT|Sudānā SD|Mali ML",
    "tr": "Küba'da CU|Gana'da GH|Çad'da TD|Katar'da QA|Irak'ta IQ|Yemen'de YE|Libya'da LY|Umman'da OM|Kenya'da KE|Malta'da MT|Peru'da PE|Mali'de ML|Nijer'de NE",
    "el": "Κούβα CU|Γκάνα GH|Τσαντ TD|Κατάρ QA|Ιράκ IQ|Υεμένη YE|Λιβύη LY|Ομάν OM|Κένυα KE|Μάλτα MT|Περού PE|Μάλι ML",
    "et": "Kuubal CU|Ghanas GH|Tšaadis TD|Kataris QA|Iraagis IQ|Jeemenis YE|Liibüas LY|Omaanis OM|Keenias KE|Maltal MT|Peruus PE|Malis ML",
    "ro": "Cuba CU|Cubei CU|Ghanei GH|Ciad TD|Qatarului QA|Irakului IQ|Yemenului YE|Libiei LY|Omanului OM|Kenyei KE|Maltei MT|Peru PE|Mali ML",
    "ar": "كوبا CU|غانا GH|تشاد TD|قطر QA|العراق IQ|اليمن YE|ليبيا LY|كينيا KE|مالطا MT|بيرو PE|مالي ML|النيجر NE",
    "he": "בקובה CU|בגאנה GH|בצ׳אד TD|בקטאר QA|בעיראק IQ|בתימן YE|בלוב LY|בעומאן OM|בקניה KE|במלטה MT|בפרו PE",
    "fa": "کوبا CU|غنا GH|چاد TD|قطر QA|عراق IQ|یمن YE|لیبی LY|عمان OM|کنیا KE|مالت MT|مالی ML|نیجر NE",
}  # fmt: skip
CASES = [(lang, *one.split(" ")) for lang, forms in FORMS.items() for one in forms.split("|")]


@pytest.mark.parametrize("lang, form, code", CASES)
def test_a_short_name_is_known_in_its_cases(whole: Tagger, lang: str, form: str, code: str) -> None:
    """Behind a number, so that nothing but the name speaks."""
    tags = whole.tag(None, f"… 2020: {form} 17.", lang, None, "none")
    assert {country.code for country in tags.countries} == {code}
