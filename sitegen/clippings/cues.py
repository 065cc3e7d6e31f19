"""The words and marks by which a newspaper shows what a line is; patterns over a row's folded key.

Each stands for a convention of the Chinese press (消息头, 署名, 图片说明, 版面), none for one paper.
"""

from __future__ import annotations

import re

TERMINATORS = "。！？!?…"
CLOSERS = "”’」』）)】》\"'"
SELDOM_FIRST = frozenset(
    "的了着过们里等及或而和与年月日时分秒元角个户亩米吨斤克里次室员者性化率量式型级部厅局科处组队班院所站%％度"
)
"""What seldom begins a sentence: particles, suffixes, units. A row that does is likely cut off from the one before."""
NEVER_FIRST = "，。、；：？！,;:?!”’」』）)】》…%％"

_PLAIN_DATELINE = re.compile(
    r"^(?:本[报台刊网社](?:(?!记者|通讯)[\u4e00-\u9fff]){0,6}?(?:\d{1,2}月\d{1,2}日)?讯(?![息员])"
    r"|(?:新华社|中新社|中新网|人民网|新华网|央视网)?[\u4e00-\u9fff]{2,8}?\d{1,2}月\d{1,2}日(?:电|讯)"
    r"|[\u4e00-\u9fff]{2,8}(?:讯|电)\([^)]{0,6}(?:记者|通讯员|特约)"
    r"|[\u4e00-\u9fff]{2,8}讯\([\u4e00-\u9fff、,]{2,24}\)(?=[\u4e00-\u9fff\d“《])"
    r"|[\u4e00-\u9fff]{2,4}讯(?=[\u4e00-\u9fff\d“《])"
    r"|本报(?:记者|通讯员)[\u4e00-\u9fff、]{2,12}(?:报道|讯)"
    r"|\([^)]{0,6}(?:记者|通讯员)[^)]{2,20}\)(?=[\u4e00-\u9fff“\d]{6}))"
)
_LOCAL_DATELINE = re.compile(r"^[\u4e00-\u9fff]{1,3}(?:县|市|区|州|旗)讯")

_NAME = r"[\u4e00-\u9fff]{2,4}"
_RANK = r"(?:本报|本刊|本网|首席|见习|实习|特约|全媒体|融媒体|融媒|特派|驻站|晚报|日报)*"
_ROLE = rf"(?:{_RANK}(?:记者|通讯员|撰稿人|作者|评论员|编辑|实习生))"
BYLINE = re.compile(
    r"^(?:[□■◎●○◇◆▢▣☆★※]+[\u4e00-\u9fff/:：、,]{2,24}"
    rf"|\((?:{_ROLE}|文/图|图/文|文|图|撰文|摄影)?[/:：]?{_NAME}"
    rf"(?:[、,/]?(?:{_ROLE}|摄影|文/图|图/文|文|图)?[/:：]?{_NAME}){{0,4}}(?:文/图|图/文|摄影报道|摄)?\)"
    rf"|(?:文/图|图/文|文图|文|图文|撰文|撰稿|供稿|采写|统筹)[/:：·]?(?:{_ROLE})?[:：]?{_NAME}(?:[、,]?(?:{_ROLE}|图/|摄影)?{_NAME}){{0,3}}"
    rf"|(?:{_ROLE}[:：]?{_NAME}(?:[、,]?{_NAME}){{0,3}})+(?:文/图|图/文|摄影报道|报道|供稿|文|摄)?"
    rf"|{_NAME}(?:[、,]?{_NAME}){{0,3}}(?:文/图|图/文|/文|/图|摄影报道|供稿|报道)"
    r")$"
)
TAIL_BYLINE = re.compile(
    rf"[ \u3000]*(?:[(（]\s*(?:{_ROLE}|文/图|图/文|文|撰文)?[\s/:：]*{_NAME}"
    rf"(?:[\s、,，/]*(?:{_ROLE}|摄影|文/图|图/文)?[\s/:：]*{_NAME}){{0,4}}\s*(?:文/图|图/文|摄影报道|摄)?\s*[)）]"
    rf"|(?:文/图|图/文|文图|撰文)[\s/:：·]*(?:{_ROLE})?\s*{_NAME}(?:[\s、]+{_NAME}){{0,2}}"
    rf"|(?<=[。！？”])\s*{_NAME}(?:[\s、]+{_NAME}){{0,3}}\s*(?:文/图|图/文|摄影报道|供稿)"
    rf"|(?<=[。！？”])\s*[□■◎●]\s*{_NAME}(?:[\s、]+{_NAME}){{0,3}}"
    rf"|(?<=[。！？”])\s*(?:{_ROLE})[\s:：]*{_NAME}(?:[\s、]+(?:{_ROLE})?\s*{_NAME}){{0,3}})\s*$"
)
SPACED_NAME = re.compile(r"[\u4e00-\u9fff][ \u3000]{1,3}[\u4e00-\u9fff](?=[ \u3000、)）]|$)")

CAPTION_OPENING = re.compile(
    r"^(?:图为|图示|图中|上图|下图|左图|右图|大图|小图|图片为|图[①②③④⑤⑥⑦⑧⑨一二三四1-9][:：为,，]?|[①②③④⑤][^。]{4,}|▲|△|▼|◀|▶|↑|↓|←|→)"
)
CAPTION_CLOSING = re.compile(
    r"(?:摄影?|资料图片?|资料照片?|供图|图片由[^。]{2,20}提供)[)。]*$|[\u4e00-\u9fff]{2,4}(?:摄|摄影)[)]?$"
)
CAPTION_SCENE = re.compile(
    r"(?:正在|现场|场景|一角|鸟瞰|俯瞰|远眺|全景|合影|美景|风光|景象|掠影|留影|前来|驻足|走上街头|领取|体验|观看|参观|查看|排练|表演|采摘|晾晒|作业|迎来|学唱|用上了)"
)
CAPTION_PEOPLE = re.compile(
    r"^(?:\d{1,2}月\d{1,2}日[，,])?[^。！？；]{0,16}(?:工人|职工|员工|村民|农民|农户|群众|学生|同学|孩子|小朋友|儿童|老人|老师|教师|师生|志愿者|医护人员"
    r"|医生|护士|技术员|农技员|专家|游客|市民|居民|顾客|干部|党员|队员|民警|消防员|选手|演员|社员|会员|[菜果药粮茶蒜烟棉花]农|人员|妇女)"
    r"们?[^。！？；]{0,6}(?:在|正|来到|为|给|向)[^。！？；]{3,24}[。]?$"
)
"""Somebody does something somewhere, in one sentence: what a caption says of its picture."""
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
SERIES = re.compile(
    r"(?:进行时|巡礼|在行动|行动派|新事|追踪|见闻|手记|札记|随笔|来信|往来|回音|纪事|故事|记忆|印记|观察|调查|视点|视角|解读|直击|风采|亮点|专访|访谈"
    r"|纵深|走笔|扫描|一线|传真|在线|连线|快评|时评|短评|论坛|走基层|看变化|新风|新貌|新篇|好人|档案|留痕|之窗|之声|特写|侧记|短波|博览|课堂|说法|释法"
    r"|讲堂|随拍|镜头|影像|看点|热点|问答|服务台|信箱|公告栏|曝光台|光荣榜)$"
    r"|^(?:我的|身边|百姓|民生|平安|书香|健康|生态|法治|美丽|幸福|文明|数字|智慧|绿色|红色|信用|活力|清廉)[\u4e00-\u9fff]{2,4}$"
)
"""Names of series and columns, which stand over a headline as its kicker (人物志, 我的脱贫故事, 重点项目巡礼)."""
KICKER_CLAUSE = re.compile(r"^[\u4e00-\u9fff]{4}[看在][\u4e00-\u9fff]{2,3}$|(?:强调|指出|要求)$")
"""A series with its place (乡村振兴看某县), or who said what the headline says (某某在调研时强调): a kicker."""
SUBTITLE = re.compile(
    r"(?:纪实|侧记|见闻|观察|探访|调查|巡礼|记事|纪事|走笔|扫描|综述|启示|变迁记|闻见录|实践与思考|记)$"
)
SLOGAN = re.compile(
    r"新时代|新征程|新伟业|新篇章|社会主义核心价值观|中国式现代化|不忘初心|牢记使命|主题教育|学习贯彻|贯彻落实|党的[十二]+[一二三四五六七八九十]?大"
    r"|高质量发展|抓党建促|凝心聚力|砥砺奋进|奋进|实干|攻坚|决战|决胜|全面建成|乡村振兴战略|绿水青山|文明城市|平安建设|争创|同心|共筑|谱写|践行|弘扬"
)
NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\(\d{1,2}\)|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,2}[站章条步件次幕:：、,，]|[①②③④⑤⑥⑦⑧⑨⑩])"
)
MARKED = re.compile(r"^[◆●■▲★◇○□▶►♦•◎※☆]")
KICKER_PLACE = re.compile(
    r"(?:[省市县区州旗镇乡村]|街道|社区|中心|小区|办事处|开发区|局|公司|医院|学校|中学|小学|大队|合作社|委员会|集团|银行|法院|检察院|党委|党支部|政府|委|队|站|所|馆|院|办|会|社)$"
)
LEAD_WORDS = re.compile(
    r"^(?:近日|日前|连日来|近年来|今年以来|近期|眼下|时下|当下|最近|昨日|昨天|今天|日前|入[春夏秋冬]以来|[春夏秋冬]日|金秋|初[春夏秋冬]|立[春夏秋冬]|\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}月[上中下]旬|上午|清晨|傍晚|走进|“)"
)
LEAD_DATE = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?![电讯])")
LEAD_NEWS = re.compile(
    r"^(?:最近(?!的)|眼下|时下|时值|初[春夏秋冬]|[盛仲深晚寒隆][春夏秋冬]|金秋|入[春夏秋冬]|[春夏秋冬][日季天]"
    r"|清晨|傍晚|凌晨|夜幕|天刚|一大早|(?:[^，。]{2,12})?(?:近日|日前|连日来|近期|前不久))"
)
"""Of late, in a season, at an hour: how news begins that has no day."""
LEAD_PLACE = re.compile(r"^.{0,18}[\u4e00-\u9fff][县市区旗][\u4e00-\u9fff]{1,4}(?:[镇乡村]|街道|社区)")
"""County and township, or village, at one breath: a place is named in full where it is named first."""
CLOSING_WORDS = re.compile(
    r"^(?:下一步|接下来|今后|据悉|据了解|目前|截至|此外|同时|与此同时|随后|其中|另外|不仅如此|如今)"
)
PLACE_OPENING = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:县|市|区|镇|乡)")


def starts_with_dateline(key: str) -> bool:
    """True for 本报讯, 本报××讯, 新华社××3月7日电, ××县讯 and the like at the start of a folded row."""
    return bool(_PLAIN_DATELINE.match(key) or _LOCAL_DATELINE.match(key))


_SURE_DATELINE = re.compile(
    r"^(?:本[报台刊网社](?:(?!记者|通讯)[\u4e00-\u9fff]){0,6}?(?:\d{1,2}月\d{1,2}日)?讯(?![息员])"
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
    return bare[-1] in TERMINATORS or (key.endswith(("——", ":")) and False)


def ends_open(key: str) -> bool:
    """True where the text must go on: no full stop and no closing mark at the end."""
    return not ends_sentence(key) and not key.endswith((")", "）"))
