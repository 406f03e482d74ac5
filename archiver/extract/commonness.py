"""How ordinary a character is in Chinese office papers: what tells one encoding from another.

The two strings are characters in everyday use (function words, office vocabulary, surnames and given names),
the second those whose traditional form differs. The wider levels are the standards' own: GB 2312 level 1
(3,755 characters by pronunciation) and Big5 level 1 (5,401 by strokes).
"""

import unicodedata
from collections import Counter
from functools import cache

COMMON_SIMPLIFIED = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对"
    "小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动"
    "方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定"
    "本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门"
    "利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至"
    "张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢党"
    "委政府办室厅局科县市省镇乡村街区园厂矿企业单劳社保障财税务审计统环城建规划土资源林农交运输育卫化旅游"
    "广司检察院纪监组织宣传共青团妇联档案密访维稳综治产消防急扶贫低医疗险养合招商引项投济贸易改价质食药管"
    "请示批复函决述职讲汇简制例细则协议章程证册登预算收支拨款费津贴奖考核评彰励免调聘退休辞培训习精贯彻落"
    "强推深革创展提完善健责标措施况题困今思二五六七八九零百千亿元甲乙丙丁附件词抄送印签号季半旬初末午星王"
    "李刘陈杨黄赵吴周徐孙朱胡郭梁郑罗宋谢唐韩曹邓萧冯曾蔡彭潘袁董余苏叶吕魏蒋田杜沈姜范江傅钟卢汪戴崔陆廖"
    "姚邱夏谭韦贾邹石熊孟秦阎薛侯雷龙段郝孔邵史毛顾赖武康贺严尹钱牛洪龚伟芳娜秀敏静丽磊洋勇艳杰娟涛超兰霞"
    "刚桂华红玉梅志鑫浩宇欣怡梓涵晨轩北京庆福浙湖南河川贵州云辽宁吉黑蒙古疆藏甘肃陕设各研课导持干识领及基"
    "集服专级优升效确抓求步火增积坚系修极技群造排权量形料台流策校达备队础线势森整准式指参取突续助紧围究查"
    "境促供配众层论按督需岗态断构术争绕选营负语网伍跟帮绩照型品域际清类读米模挥存申切响充继速户转班扩具视"
    "节材素影树份破功约值套息观率努举座拓良获念聚列融反谋链略近顺试益护媒根担播篇署双布包依富据钢显验春刊"
    "固注置践底容尽析越盖序足控义装绿覆承召赛较探堂致首编宽予互够必借针丰空限握状执景智讨房遇筹牢族副临攻"
    "键兴污终激廉离阵录暨典靖板征须补竞渠律献始短仅缺冬销言奋即亩桥硬迁载牌鼓订索谈鞍非享亮站待赴找止束热"
)

COMMON_TRADITIONAL = (
    "這個們來時為說國著裡後會過對於學麼發當沒還樣種開總從無現動頭經長兒愛給間兩親進話與見問爾點幾將實聲車"
    "機氣並別書體卻電門聽員許寫馬難結樂東記處讓應場報關張認內軍歲覺帶萬邊風媽變師數滿戰遠輕條黨辦廳縣鎮鄉"
    "區園廠礦業單勞財稅務審計統環規劃資農運輸衛遊廣檢紀監組織傳團婦聯檔訪維穩綜產貧醫療險養項濟貿價質藥請"
    "決職講匯簡細則協議證冊預撥費貼獎評勵調辭訓習貫徹強創責標況題億詞籤號劉陳楊黃趙吳孫鄭羅謝韓鄧蕭馮餘蘇"
    "葉呂蔣範鍾盧陸譚韋賈鄒閻龍顧賴賀嚴錢龔偉靜麗豔傑濤蘭剛華紅軒慶貴雲遼寧肅陝設課導幹識領專級優確積堅極"
    "權臺達備隊礎線勢準參續緊圍眾層論崗態斷構術爭繞選營負語網幫績際類讀揮響繼戶轉擴視節樹約觀舉獲謀鏈順試"
    "護擔雙據鋼顯驗踐盡蓋義裝綠賽較編寬夠針豐狀執討籌臨鍵興汙終離陣錄徵須補競獻僅銷奮畝橋遷載訂談熱"
)

# Natural logarithms of how likely a character is, roughly: only differences matter.
EVERYDAY, ORDINARY, SELDOM, FOREIGN, ODD, BROKEN = -5.5, -8.5, -12.0, -14.0, -20.0, -25.0
ASCII, SPACE, PUNCTUATION, LATIN, SIGN = -4.0, -3.0, -5.5, -7.0, -11.0
_OFTEN_SIGNS = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—－·．％～①②③④⑤⑥⑦⑧⑨⑩○〇×★☆●■□▲△※→℃㎡"


def _standard_level(codec: str, leads: range, trails: list[int]) -> str:
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return "".join(pair.decode(codec, "ignore") for pair in pairs)


@cache
def _likelihoods() -> dict[str, float]:
    known: dict[str, float] = {}
    known.update(dict.fromkeys(map(chr, range(0x4E00, 0xA000)), SELDOM))
    known.update(dict.fromkeys(_standard_level("big5", range(0xA4, 0xC7), _BIG5_TRAILS), ORDINARY))
    known.update(dict.fromkeys(_standard_level("gb2312", range(0xB0, 0xD8), _GB_TRAILS), ORDINARY))
    known.update(dict.fromkeys(COMMON_SIMPLIFIED + COMMON_TRADITIONAL, EVERYDAY))
    known.update(dict.fromkeys(map(chr, range(0xFF01, 0xFF5F)), PUNCTUATION))
    known.update(dict.fromkeys(map(chr, range(0xA0, 0xC0)), SIGN))
    known.update(dict.fromkeys(map(chr, range(0xC0, 0x100)), LATIN))
    known.update(dict.fromkeys(map(chr, range(0x20, 0x7F)), ASCII))
    known.update(dict.fromkeys(_OFTEN_SIGNS, PUNCTUATION))
    known.update(dict.fromkeys(" \t\n\r\u3000", SPACE))
    known["\ufffd"] = BROKEN
    return known


_BIG5_TRAILS = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
_GB_TRAILS = list(range(0xA1, 0xFF))


def likelihood(character: str) -> float:
    """How likely `character` is in an office paper (a natural logarithm)."""
    known = _likelihoods().get(character)
    if known is not None:
        return known
    return ODD if unicodedata.category(character)[0] == "C" else FOREIGN


def score(text: str) -> float:
    """How likely `text` is as a whole: readings of the same bytes can be compared by it."""
    return sum(likelihood(character) * count for character, count in Counter(text).items())


def ordinary_share(text: str) -> float:
    """Which share of the Han characters of `text` is in ordinary use, 0 to 1; 1 where there are none.

    Real papers have above 0.97; Han characters that a font without a Unicode table yields have about 0.3.
    """
    han = [character for character in text if "\u3400" <= character <= "\u9fff"]
    return sum(likelihood(each) >= ORDINARY for each in han) / len(han) if han else 1.0
