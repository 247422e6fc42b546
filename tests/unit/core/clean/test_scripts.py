"""The article is told from the site in every script, whatever way the page is built: no feature knows a language."""

import itertools

import pytest

from tests.support.released import RULES
from worker.core.clean.body import extract
from worker.core.clean.text import passages

MODELS = RULES.blocks

# Three sentences of a story, three headlines of others, and the words of a menu, written for this test.
LANGUAGES = {
    "en": (
        "The council of the old town met on Monday to speak about the new bridge across the river.|Two engineers showed plans which, they said, would cost less than the ones of last year.|Nobody in the hall wanted to say who would pay for it, and the mayor left early.",
        "Harvest festival draws crowds|Football club sells its goalkeeper|Rain expected all week",
        "Home|Politics|Sport|Weather",
    ),
    "zh": (
        "老城议会星期一开会，讨论跨越河流的新桥应当建在什么地方。|两位工程师展示了方案，他们说，新的方案比去年的方案便宜得多。|大厅里没有人愿意说由谁来付钱，市长在会议结束之前就离开了。",
        "丰收节吸引大批游客|足球俱乐部出售守门员|本周预计持续下雨",
        "首页|政治|体育|天气",
    ),
    "ja": (
        "旧市街の議会は月曜日に開かれ、川に架ける新しい橋をどこに建てるかについて話し合った。|二人の技術者が計画を示し、昨年の案よりも費用がかなり安くなると説明した。|会場では誰が費用を払うのかを言おうとする人はおらず、市長は早めに席を立った。",
        "収穫祭に大勢の人出|サッカークラブが守護神を放出|今週は雨が続く見込み",
        "ホーム|政治|スポーツ|天気",
    ),
    "ko": (
        "구시가지 의회는 월요일에 모여 강을 가로지르는 새 다리를 어디에 세울지 논의했다.|두 명의 기술자가 계획을 보여 주면서 작년 안보다 비용이 훨씬 적게 든다고 설명했다.|회의장에서는 누가 돈을 낼 것인지 말하려는 사람이 없었고 시장은 일찍 자리를 떴다.",
        "수확 축제에 많은 인파|축구단 골키퍼 매각|이번 주 내내 비 예보",
        "홈|정치|스포츠|날씨",
    ),
    "th": (
        "สภาเมืองเก่าประชุมกันเมื่อวันจันทร์เพื่อหารือเรื่องสะพานใหม่ที่จะข้ามแม่น้ำสายใหญ่ของเมือง|วิศวกรสองคนนำเสนอแผนงานซึ่งพวกเขากล่าวว่าจะใช้เงินน้อยกว่าแผนของปีที่แล้วมาก|ไม่มีใครในห้องประชุมอยากบอกว่าใครจะเป็นผู้จ่ายเงิน และนายกเทศมนตรีก็ออกจากห้องไปก่อน",
        "เทศกาลเก็บเกี่ยวมีผู้คนมากมาย|สโมสรฟุตบอลขายผู้รักษาประตู|คาดว่าฝนตกทั้งสัปดาห์",
        "หน้าแรก|การเมือง|กีฬา|อากาศ",
    ),
    "ar": (
        "اجتمع مجلس المدينة القديمة يوم الاثنين للحديث عن الجسر الجديد الذي سيعبر النهر الكبير.|عرض مهندسان خططا قالا إنها ستكلف أقل بكثير من الخطط التي عرضت في العام الماضي.|لم يرد أحد في القاعة أن يقول من الذي سيدفع، وغادر رئيس البلدية قبل نهاية الجلسة.",
        "مهرجان الحصاد يجذب الزوار|نادي كرة القدم يبيع حارسه|أمطار متوقعة طوال الأسبوع",
        "الرئيسية|سياسة|رياضة|الطقس",
    ),
    "he": (
        "מועצת העיר העתיקה נפגשה ביום שני כדי לדבר על הגשר החדש שייבנה מעל הנהר הגדול.|שני מהנדסים הציגו תוכניות שלדבריהם יעלו הרבה פחות מן התוכניות שהוצגו בשנה שעברה.|איש באולם לא רצה לומר מי ישלם על כך, וראש העיר עזב עוד לפני שהישיבה הסתיימה.",
        "פסטיבל הקציר מושך קהל|מועדון הכדורגל מוכר את השוער|גשם צפוי כל השבוע",
        "בית|פוליטיקה|ספורט|מזג אוויר",
    ),
    "hi": (
        "पुराने शहर की परिषद सोमवार को मिली और नदी पर बनने वाले नए पुल के बारे में लंबी बातचीत हुई।|दो इंजीनियरों ने योजनाएँ दिखाईं और कहा कि इनमें पिछले साल की योजनाओं से बहुत कम पैसा लगेगा।|सभागार में कोई यह कहना नहीं चाहता था कि पैसा कौन देगा, और महापौर बैठक से पहले ही चले गए।",
        "फसल उत्सव में उमड़ी भीड़|फुटबॉल क्लब ने गोलकीपर बेचा|पूरे सप्ताह बारिश के आसार",
        "होम|राजनीति|खेल|मौसम",
    ),
    "bn": (
        "পুরোনো শহরের পরিষদ সোমবার বৈঠকে বসে নদীর ওপর নতুন সেতুটি কোথায় হবে তা নিয়ে আলোচনা করেছে।|দুজন প্রকৌশলী পরিকল্পনা দেখিয়ে বলেছেন, গত বছরের পরিকল্পনার চেয়ে এতে অনেক কম খরচ হবে।|মিলনায়তনে কেউ বলতে চাননি টাকাটা কে দেবে, আর মেয়র বৈঠক শেষ হওয়ার আগেই চলে যান।",
        "ফসল উৎসবে মানুষের ঢল|ফুটবল ক্লাব গোলরক্ষক বিক্রি করল|সারা সপ্তাহ বৃষ্টির আভাস",
        "প্রচ্ছদ|রাজনীতি|খেলা|আবহাওয়া",
    ),
    "ru": (
        "Совет старого города собрался в понедельник, чтобы обсудить новый мост через большую реку.|Двое инженеров показали планы, которые, по их словам, обойдутся дешевле прошлогодних.|Никто в зале не захотел сказать, кто за это заплатит, и мэр ушёл ещё до конца заседания.",
        "Праздник урожая собрал толпы|Клуб продаёт вратаря|Дождь ожидается всю неделю",
        "Главная|Политика|Спорт|Погода",
    ),
    "el": (
        "Το συμβούλιο της παλιάς πόλης συνεδρίασε τη Δευτέρα για να συζητήσει τη νέα γέφυρα του ποταμού.|Δύο μηχανικοί παρουσίασαν σχέδια που, όπως είπαν, κοστίζουν λιγότερο από τα περσινά.|Κανείς στην αίθουσα δεν ήθελε να πει ποιος θα πληρώσει, και ο δήμαρχος έφυγε νωρίς.",
        "Πλήθος κόσμου στη γιορτή|Η ομάδα πουλά τον τερματοφύλακα|Βροχές όλη την εβδομάδα",
        "Αρχική|Πολιτική|Αθλητικά|Καιρός",
    ),
    "vi": (
        "Hội đồng thành phố cổ họp hôm thứ Hai để bàn về cây cầu mới bắc qua con sông lớn.|Hai kỹ sư trình bày các phương án mà họ nói là rẻ hơn nhiều so với phương án năm ngoái.|Không ai trong hội trường muốn nói ai sẽ trả tiền, và thị trưởng đã ra về trước khi họp xong.",
        "Lễ hội mùa thu hút đông khách|Câu lạc bộ bán thủ môn|Dự báo mưa cả tuần",
        "Trang chủ|Chính trị|Thể thao|Thời tiết",
    ),
}
SEMANTIC = """<html><head><title>{title}</title></head><body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">A. Example</p>{paragraphs}</article></main>
<aside class="related"><ul>{links}</ul></aside><footer><ul>{menu}</ul></footer></body></html>"""
PLAIN_DIVS = """<html><head><title>{title}</title></head><body><div><div>{menu}</div></div>
<div><div><h1>{title}</h1></div><div><div>{paragraphs}</div></div><div><div>{links}</div></div></div><div>{menu}</div></body></html>"""
BREAKS = """<html><head><title>{title}</title></head><body><table><tr><td>{menu}</td><td><h1>{title}</h1>
<div>{lines}</div></td><td>{links}</td></tr></table></body></html>"""


def story(sentences: list[str]) -> list[str]:
    """Six paragraphs, each another order of the sentences."""
    space = "" if "\u3000" < sentences[0][0] < "\u9fff" else " "
    return [space.join(order) for order in itertools.permutations(sentences)]


def page(template: str, language: str) -> tuple[str, list[str], list[str]]:
    """A page of that build, the paragraphs that are its article, and the lines that are not."""
    sentences, headlines, menu = (part.split("|") for part in LANGUAGES[language])
    paragraphs = story(sentences)
    html = template.format(
        title=headlines[0],
        menu="".join(f'<li><a href="/{number}">{word}</a></li>' for number, word in enumerate(menu)),
        paragraphs="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        lines="<br><br>".join(paragraphs),
        links="".join(
            f'<li><a href="/s/{number}">{line}</a></li>' for number, line in enumerate(headlines * 3)
        ),
    )
    return html, paragraphs, headlines[1:]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", [SEMANTIC, PLAIN_DIVS, BREAKS], ids=["semantic", "divs", "breaks"])
def test_the_story_is_kept_whole_and_nothing_of_the_site(template: str, language: str) -> None:
    html, paragraphs, others = page(template, language)
    found = extract.extract(html, models=MODELS)
    text = passages.text_of(found.passages)
    assert [paragraph for paragraph in paragraphs if paragraph not in text.split("\n")] == []
    assert [line for line in others if line in text] == []
