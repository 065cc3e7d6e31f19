"""The words and marks by which a newspaper shows what a line is; patterns over a row's folded key.

Each stands for a convention of the Chinese press (消息头, 署名, 图片说明, 版面), none for one paper.
"""

from __future__ import annotations

import re

TERMINATORS = "。！？!?…"
CLOSERS = "”’」』）)】》\"'"
NEVER_FIRST = "，。、；：？！,;:?!”’」』）)】》…%％"

_PLAIN_DATELINE = re.compile(
    r"^(?:本报[\u4e00-\u9fff]{0,6}?(?:\d{1,2}月\d{1,2}日)?讯"
    r"|(?:新华社|中新社|中新网|人民网|新华网|央视网|人民日报|山西日报)?[\u4e00-\u9fff]{2,8}?\d{1,2}月\d{1,2}日(?:电|讯)"
    r"|[\u4e00-\u9fff]{2,8}(?:讯|电)\([^)]{0,6}(?:记者|通讯员|特约)"
    r"|[\u4e00-\u9fff]{2,4}讯(?=[\u4e00-\u9fff\d“《])"
    r"|本报(?:记者|通讯员)[\u4e00-\u9fff、]{2,12}(?:报道|讯)"
    r"|\([^)]{0,6}(?:记者|通讯员)[^)]{2,20}\)(?=[\u4e00-\u9fff“\d]{6}))"
)
_LOCAL_DATELINE = re.compile(r"^[\u4e00-\u9fff]{1,3}(?:县|市|区|州|旗)讯")

_NAME = r"[\u4e00-\u9fff]{2,4}"
_ROLE = r"(?:(?:本报|本刊|本网|首席|见习|实习|特约|全媒体|融媒体|融媒|特派|驻站|晚报|日报)*(?:全媒体|融媒体|融媒)?(?:记者|通讯员|撰稿人|作者|评论员|编辑))"
BYLINE = re.compile(
    r"^(?:[□■◎●○◇◆▢▣☆★※]+[\u4e00-\u9fff/:：、,]{2,24}"
    rf"|\((?:{_ROLE}|文/图|图/文|文|图|撰文|摄影)?[/:：]?{_NAME}(?:[、,/]?(?:{_ROLE}|摄影|文/图|图/文|文|图)?[/:：]?{_NAME}){{0,4}}(?:文/图|图/文|摄影报道|摄)?\)"
    rf"|(?:文/图|图/文|文图|文|图文|撰文|撰稿|供稿|采写|统筹)[/:：·]?(?:{_ROLE})?[:：]?{_NAME}(?:[、,]?(?:{_ROLE}|图/|摄影)?{_NAME}){{0,3}}"
    rf"|(?:{_ROLE}[:：]?{_NAME}(?:[、,]?{_NAME}){{0,3}})+(?:文/图|图/文|摄影报道|报道|供稿|文|摄)?"
    rf"|{_NAME}(?:[、,]?{_NAME}){{0,3}}(?:文/图|图/文|/文|/图|摄影报道|供稿|报道)"
    r")$"
)
TAIL_BYLINE = re.compile(
    rf"[ \u3000]*(?:[(（]\s*(?:{_ROLE}|文/图|图/文|文|撰文)?[\s/:：]*{_NAME}(?:[\s、,，/]*(?:{_ROLE}|摄影|文/图|图/文)?[\s/:：]*{_NAME}){{0,4}}\s*(?:文/图|图/文|摄影报道|摄)?\s*[)）]"
    rf"|(?:文/图|图/文|文图|撰文)[\s/:：·]*(?:{_ROLE})?\s*{_NAME}(?:[\s、]+{_NAME}){{0,2}}"
    rf"|(?<=[。！？”])\s*{_NAME}(?:[\s、]+{_NAME}){{0,3}}\s*(?:文/图|图/文|摄影报道|供稿)"
    rf"|(?<=[。！？”])\s*[□■◎●]\s*{_NAME}(?:[\s、]+{_NAME}){{0,3}}"
    rf"|(?<=[。！？”])\s*(?:{_ROLE})[\s:：]*{_NAME}(?:[\s、]+(?:{_ROLE})?\s*{_NAME}){{0,3}})\s*$"
)
SPACED_NAME = re.compile(r"[\u4e00-\u9fff][ \u3000]{1,3}[\u4e00-\u9fff](?=[ \u3000、)）]|$)")

CAPTION_OPENING = re.compile(r"^(?:图为|图示|图中|上图|下图|左图|右图|大图|小图|图片为|图[①②③④⑤⑥⑦⑧⑨一二三四1-9][:：为,，]?|[①②③④⑤][^。]{4,}|▲|△|▼|◀|▶|↑|↓|←|→)")
CAPTION_CLOSING = re.compile(r"(?:摄影?|资料图片?|资料照片?|供图|图片由[^。]{2,20}提供)[)。]*$|[\u4e00-\u9fff]{2,4}(?:摄|摄影)[)]?$")
CAPTION_SCENE = re.compile(r"(?:正在|现场|场景|一角|鸟瞰|俯瞰|远眺|全景|合影|美景|风光|景象|掠影|留影|前来|驻足|走上街头|领取|体验|观看|参观|查看|排练|表演|采摘|晾晒|作业|迎来|学唱|用上了)")
SCENE_ENDING = re.compile(r"(?:现场|一角|鸟瞰|全景|合影|风光|场景|掠影|美景|外景|夜景|留影|面貌|新貌|丰收)[。]?$")

CREDIT = re.compile(
    r"^[(]?(?:本版|本文|本组|本专版|本期|以上)(?:文图|图文|图片|稿件|配图|文字|照片|摄影|内容|稿|新闻|均)?[^。]{0,24}(?:提供|供稿|供图|拍摄|采写|摄影|摄|整理)[)。]?$"
    r"|(?:责任编辑|责编|校对|美编|版式|编审|组版|审读|值班主任|值班编委|值班总编|热线|投稿邮箱|邮箱|电话|电邮|新闻热线|本版编辑|编辑)[:：]"
    r"|^(?:本版)?(?:责编|责任编辑|编辑|校对|美编|版式)[:：]?[\u4e00-\u9fff]{2,4}(?:$|[\s、]|校对|美编|版式)"
    r"|^策划[:：]|^监制[:：]|^统筹[:：]|国内统一(?:连续出版物|刊)号|邮发代号|零售|定价"
)
BANNER = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十]{1,3}版|[A-Z]\d{1,2}版?|\d{1,2}版)[·:：|]?[\u4e00-\u9fff·]{0,10}$"
    r"|^[\u4e00-\u9fff·]{0,10}(?:第?[0-9一二三四五六七八九十]{1,2}版|[A-Z]\d{1,2})$"
    r"|^\d{4}年\d{1,2}月\d{1,2}日(?:星期[一二三四五六日天]|农历.*|第.*|[A-Z]?\d*版?.*)?$"
    r"|^\d{4}[-./]\d{1,2}[-./]\d{1,2}.{0,12}$|^星期[一二三四五六日天]"
    r"|^[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|周报|新闻|通讯|晨报|都市报|农民报)(?:社|版)?(?:\d.*|第.*)?$"
    r"|(?:联办|专版|专刊|特刊|副刊|专栏|专页|专题|合办|主办|协办)$"
    r"|^-?\d{1,3}-?$|^第?\d{1,5}期$"
)
COLUMN_NAME = re.compile(
    r"^[\u4e00-\u9fff]{2,6}[·•|][\u4e00-\u9fff·]{2,8}$"
    r"|^[\u4e00-\u9fff]{0,4}(?:要闻|综合|综合新闻|基层|时政|民生|经济|社会|文化|文旅|教育|健康|党建|三农|乡村|法治|县域|社区|乡镇|生态|视点|观察|广角|聚焦|关注|专题|视窗|之窗|传真|纵横|在线|速递|直通车|天地|园地|大观|视界|新闻|快讯|简讯|简报|动态|看台|论坛|视野|风采|人物|一线|记事|现场|播报|集锦|瞭望|经纬|专递|版)$"
)
NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\(\d{1,2}\)|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,2}[站章条步件次幕:：、,，]|[①②③④⑤⑥⑦⑧⑨⑩])")
MARKED = re.compile(r"^[◆●■▲★◇○□▶►♦•◎※☆]")
KICKER_PLACE = re.compile(r"(?:[省市县区州旗镇乡村]|街道|社区|中心|小区|办事处|开发区|局|公司|医院|学校|中学|小学|大队|合作社|委员会|集团|银行|法院|检察院|党委|党支部|政府|委|队|站|所|馆|院|办|会|社)$")
LEAD_WORDS = re.compile(r"^(?:近日|日前|连日来|近年来|今年以来|近期|眼下|时下|当下|最近|昨日|昨天|今天|日前|入[春夏秋冬]以来|[春夏秋冬]日|金秋|初[春夏秋冬]|立[春夏秋冬]|\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}月[上中下]旬|上午|清晨|傍晚|走进|“)")
CLOSING_WORDS = re.compile(r"^(?:下一步|接下来|今后|据悉|据了解|目前|截至|此外|同时|与此同时|随后|其中|另外|不仅如此|如今)")
PLACE_OPENING = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:县|市|区|镇|乡)")


def starts_with_dateline(key: str) -> bool:
    """True for 本报讯, 本报××讯, 新华社××3月7日电, ××县讯 and the like at the start of a folded row."""
    return bool(_PLAIN_DATELINE.match(key) or _LOCAL_DATELINE.match(key))


_SURE_DATELINE = re.compile(
    r"^(?:本报[\u4e00-\u9fff]{0,6}?(?:\d{1,2}月\d{1,2}日)?讯(?!息)"
    r"|(?:新华社|中新社|新华网|人民网)[\u4e00-\u9fff]{0,8}?\d{1,2}月\d{1,2}日(?:电|讯)"
    r"|[\u4e00-\u9fff]{1,4}(?:县|市|区|旗)?讯\((?:本报|特约|见习|实习|全媒体|融媒体)*(?:记者|通讯员))"
)


def opens_story(key: str) -> bool:
    """True for a dateline that cannot be anything else, wherever the row stands."""
    return bool(_SURE_DATELINE.match(key))


def ends_sentence(key: str) -> bool:
    """True where a sentence can end here: a full stop, or one behind closing quotes and brackets."""
    bare = key.rstrip(CLOSERS)
    if not bare:
        return False
    return bare[-1] in TERMINATORS or key.endswith(("——", ":")) and False


def ends_open(key: str) -> bool:
    """True where the text must go on: no full stop and no closing mark at the end."""
    return not ends_sentence(key) and not key.endswith((")", "）"))
