"""What English policy prose says by its wording: asks, reports, aims, problems, quotations of older asks."""

import re
from functools import lru_cache

from recommendations.extraction.acts_en import ACTS
from recommendations.extraction.verbs_en import NOUNS, VERBS

_ADVERBS = frozenset(
    "urgently promptly immediately further also fully actively carefully clearly consistently effectively regularly swiftly significantly substantially systematically strictly proactively then and or not "
    "progressively gradually jointly always formally publicly rapidly closely independently explicitly where when as please better more duly finally".split()
)
_NOT_IMPERATIVE = re.compile(
    r"(?:report|plan|review|work|support|change|use|study|control|measure|test|record|state|tax|access|target|trial|pilot|project|share|start|finance|fund|place|lead|design|access|increase|decrease|cut|document|mandate|open|clear|better|further|"
    r"separate|set|limit|limited|close|direct|demand|focus|map|file|list|release|reserve|resource|respect|return|reward|reform|transfer|transition|issue|offer|position|press|license|help|audit|ban|register|scale|shift|track|train|link|step|end)"
    r"(?:,|\s+(?:of|on|into|about|across|by|from|in|is|was|are|were|has|have|had|will|to|and|for|\d|between|during|under|that|which|as|at|also|remains?|continues?|can|could|may|shows?|showed|rose|fell)\b)|"
    r"(?:staff|report|draft|final|complete|separate) (?:report|paper|table|list|set|text|statement|note|\d+\b)",
    re.I,
)
_MADE_VERB = re.compile(
    r"(?!likewise|otherwise|exercise|enterprise|expertise|franchise|precise|noise|promise|premise|surprise|paradise)\w{3,}(?:i[sz]e|ify)"
)
_OBJECT = re.compile(
    r"\s(?:a|an|the|all|any|both|each|every|its|their|your|our|this|these|those|them|such|no|more|new|people|residents|patients|staff)\b"
)
_ASIDES = tuple(f"put {how}" for how in ("another way", "differently", "shortly", "simply", "bluntly"))
_BE = re.compile(r"(?:Please be|Be)\s+(?!it\b|that\b|able\b|\w+ed\b)[a-z]{3,}\b")
_COMPARED = re.compile(
    r"(?:as|when|where)\s+(?!(?:\w+ly )?(?:appropriate|necessary|possible|needed|required|relevant|applicable|feasible|practicable)\b)",
    re.I,
)
_NAME = re.compile(r"[A-Z]\w+(?: [A-Z][\w-]+){1,3}")
_NEGATED = re.compile(r"(?:please\s+)?(?:do not|don't|never|let us|please)\s+(?!be\b)", re.I)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|can|may|remains?|continues?|rose|fell|grew|averaged|saw|took|gave|made|held|found|left|kept|told|\w{3,}ed)\b|"
    r"^\s(?:(?:"
    + "|".join(sorted(VERBS, key=len, reverse=True))
    + r")e?s\b|[^\w\s])|\b(?:"
    + "|".join(sorted(VERBS - NOUNS, key=len, reverse=True))
    + r")e?s\b"
)
_LEAD = re.compile(
    r"\s*(?:[•●■◆▪·➢◦*–—-]{1,2}\s*)?(?:r(?:ec)?\.? ?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?\s*[:.)–-]?\s+)?(?:(?:key\s+)?(?:recommendation|action|proposal|advice|priority)s?\s*(?:no\.?\s*)?(?:\d{1,3}(?:\.\d{1,3})?[a-z]?)?\s*[:.)|–-]\s*)?(?:\d{1,3}(?:\.\d{1,3})+\.?\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s*|(?-i:[a-h]\s+(?=[A-Z])))?(?:to [^:]{2,60}:\s*)?",
    re.I,
)
ENUMERATED = re.compile(
    r"\s*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|lastly|recommendation\s+\d{1,3}|\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?-i:[a-h])[.)]\s|[•●■◆▪·➢◦–-]\s)",
    re.I,
)
_BODIES = (
    r"\b(?:government|department|ministry|minister|ministers|secretary(?: of state)?|agency|authority|authorities|commission|commissioner|committee|council|councils|board|parliament|congress|service|services|office|bank|treasury|state|states|"
    r"administration|administrator|director|director-general|executive|trust|trusts|regulator|police|force|hospital|university|universities|company|companies|operator|operators|bureau|corporation|inspectorate|ombudsman|municipality|municipalities|"
    r"cities|regions|provinces|governments|departments|agencies|ministries|boards|bodies|body|ofsted|nhs|it|they|we|he|she|officials|employers|schools|providers|leaders|managers|partners|unit|centre|center|institute|organisation|organization|body|team|members?|country|countries|legislature|assembly|chief|officer|officers|union|fund|party|parties|representative|representatives|"
    r"(?-i:(?!(?:This|That|These|Those|There|Such|What|Which|Who|Both|All|Any|Each|Every|Some|Others?|One|And|But|Nor|Or|So|Why|How|When|If|Nothing|Everything|Everyone|Nobody|People|You|Here|Act|Bill|Law|Code|Policy|More|Much|Most)\b)[A-Z][\w.&-]*[A-Za-z](?<!s)(?<!tion)(?<!ment)(?<!ness)(?<!ing)(?<!ty)(?<!cy))(?=(?: also| therefore| now| urgently)? (?:should|must|needs to|ought)\b))"
)
NEVER = re.compile(r"(?!)")
FLAGS = {
    **ACTS,
    "suggest": re.compile(
        r"\b(?:we|committee|inquiry|commission|panel|review|report|audit|ombudsman|board|council|i|office|team|working group|group|coroner|chair|oecd|gao|auditor-general|secretariat|rapporteur|mission|staff|experts|authors)\b(?:(?!\b(?:could|may|might|not|decided|of)\b)[^.;]){0,40}?\b(?<!\bthat )(?<!\bwhich )(?<!\bto )(?<!\bthe )(?<!\byour )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\btheir )(?<!\bour )(?<!\bcannot )(?<!\bof )(?<!\bthis )"
        r"(?:recommends?|urges?|calls? (?:on|upon|for)|proposes?|suggests?|encourages?|advises?|invites?|requests?|asks?|look to(?! the future)|expects?)\b|\bmaking (?:\w+ ){0,3}recommendations?(?: to (?:the )?(?-i:[A-Z])[^.;,]{1,60}?)?,? including that\b|\bmaking (?:\w+ ){0,3}recommendations? to (?:the )?(?-i:[A-Z])[^.;,]{1,60}? to (?:\w+ly )?[a-z]+\b|\bsubmits? that [^.;]{3,120}?\b(?:should|must|needs? to|ought|(?<!to )(?<!will )(?<!would )(?<!can )(?<!could )(?<!may )(?<!should )be \w+ed)\b|\b(?:we|i) would like to see\b|\b(?:we|i) would like (?!to\b)[^.;,]{2,60}? to [a-z]|\bcalls? (?:on|for|upon) (?:the |all |its )?(?-i:[A-Z])[^.;]{2,60}? to [a-z]|\bwould (?:be well advised|do well) to\b|\bit is (?:high |now )?time (?:for [^.;]{2,60} to|that)\b|\b(?:i|we) (?:therefore |also |accordingly |further )?(?:conclude|consider|believe|submit) that (?:the |all |every )?[^.;]{3,160}?\b(?:should|must|needs? to|ought to)\b|\bis recommended\b|\brecommend(?:ed|ations?),? (?:\w+ ){0,7}includ(?:es?|ed|ing)\b(?! (?:\d|two|three|four|five|six|several|some|many)\b)|\bamong (?:the|its|their) (?:\w+ )?recommendations (?:is|are|was|were)\b|\bare recommended\b|recommend(?:s|ing)? that\b|\bwe are making\b|\b(?:is|are) (?:also |further |strongly |therefore |again )?(?:urged|encouraged|invited|advised|requested|asked|called (?:on|upon)|directed|instructed) to\b|\b(?:is|are) (?:also |now |therefore )?(?:calling (?:on|upon|for)|urging|demanding|asking (?!for|about|whether))|\bit was (?:agreed|resolved|decided) (?:that|to)\b|"
        r"^\s*(?:key )?recommendations? \d+\b(?! (?:in|of|from|was|were|had|has|is|are|and|to)\b)|\bought to\b|\bit would be (?:more )?(?:appropriate|better|preferable|sensible|wise|desirable|helpful|prudent|useful) (?:if|for|that|to)\b|\bit (?:is|will be|would be) (?:essential|imperative|vital|necessary|critical|crucial) (?:that|to(?! (?:the|its|our|their|note|understand|recogni[sz]e|remember|acknowledge|stress|emphasi[sz]e|bear|distinguish|appreciate))|for)\b",
        re.I,
    ),
    "body_modal": re.compile(
        _BODIES
        + r"(?:['’]s [a-z]+)?(?:,[^,;.]{2,80},)?\s+(?:also\s+|therefore\s+|now\s+|urgently\s+|in turn\s+|together\s+|jointly\s+)?(?:should|must|needs? to|ought to|(?<!\bwe )(?<!\bi )shall|has to|have to)\b(?!\s+(?:have (?!to\b|an?\b|the\b|access|its|their)|be (?:noted|remembered|aware|clear|able|proud|seen|understood|commended|congratulated)))",
        re.I,
    ),
    "by_bodies": re.compile(
        r"\((?:action|responsible|lead|owner|responsibility)[:\s][^()]{2,120}\)|\b(?:responsible (?:body|party|authority|officer|department)|action by|owner|lead agency|target date|due date)\s*[:\-]",
        re.I,
    ),
    "future": re.compile(
        r"\b(?:will|shall|plans? to|intends? to|is going to|are going to|aims? to|expects? to|commit(?:s|ted)? to|undertakes? to|by (?:the end of )?(?:\w+ )?20\d\d|within (?:\w+ )?(?:\d+|one|two|three|six|nine|twelve) (?:days|weeks|months|years))\b",
        re.I,
    ),
    "past": re.compile(
        r"\b(?:was|were|had|did|has been|have been|has (?:also |now |already |since )?(?!agreed to\b)\w+ed|have (?:also |now |already |since )?(?!agreed to\b)\w+ed|became|began|led|made|took|found|rose|fell|grew|built|set up|put in place|gave|went|saw|held|spent|met|ran|got|came|brought|kept|wrote|lost|paid|sent|told|heard|received)\b",
        re.I,
    ),
    "aspect": re.compile(
        r"\b(?:has|have|had) (?:also |now |already |since |not |recently |previously |successfully |therefore |been )*(?!agreed to\b)(?:\w+ed|built|set|put|made|taken|begun|seen|led|given|grown|risen|fallen|met|held|brought|written|become|shown|spent|found|gone|done)\b|\b(?:was|were|is|are) (?:also |now |already |being |recently |subsequently )?(?:established|completed|implemented|launched|adopted|introduced|created|strengthened|improved|published|issued|delivered|approved|extended|accepted|rejected|noted)\b",
        re.I,
    ),
    "statistic": re.compile(
        r"\d[\d,.]*\s*(?:%|per ?cent|percentage points?|million|billion|trillion|thousand|bn|m\b|km|tonnes|people|cases|staff|years old)|[£$€]\s?\d",
        re.I,
    ),
    "growth": re.compile(
        r"\b(?:increased|decreased|rose|fell|grew|declined|doubled|reached|exceeded|accounted for|compared (?:with|to)|up from|down from|on average|higher than|lower than)\b",
        re.I,
    ),
    "problem": re.compile(
        r"\b(?:lack(?:s|ed|ing)?|weak(?:ness|nesses|er)?|fail(?:s|ed|ure|ures|ing)?|insufficient(?:ly)?|inadequate(?:ly)?|gaps?|delay(?:s|ed)?|concern(?:s|ed)?|shortage|shortfall|poor(?:ly)?|not (?:yet|always|been|have|clear|consistently)|unclear|limited|inconsistent(?:ly)?|problem(?:s|atic)?|risk(?:s)? that|barrier|challenge[sd]?|unable|did not|does not|do not|no (?:evidence|clear|formal)|without|deficien\w+|backlog|missed|incomplete|outdated|disappoint\w+|regret)\b",
        re.I,
    ),
    "reported": re.compile(
        r"\b(?:(?<!\bi have )(?<!\bhave already )said|told (?:us|the)|argued|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bas )(?:stated|submitted|(?<!\bour )(?<!\bthis )(?<!\bmy )submission|reported|explained|described|claimed|suggested|(?<!\bthe )(?<!\ba )(?<!\bits )proposed|acknowledged|emphasi[sz]ed|stressed|pointed out)|according to (?!the\b|a\b|an\b|its\b|their\b|this\b|these\b)|according to the (?:[A-Z]|witness|critics|analysts|government|ministry|department|report)|heard|witness(?:es)?|evidence from|called for|respondents?|stakeholders|in (?:his|her|its|their) (?:view|evidence|response(?! to (?:this|our) ))|(?<!\bwe )(?<!\bi )believes?|considers that|critics|scholars|commentators|campaigners|advocates|opponents|contends?|(?:was|were|been|he|she|they|it|had|has|have) told (?:\w+ ){0,3}?that|(?:held|ruled|felt|argues?|advises|says) that|some (?:say|argue|suggest))\b",
        re.I,
    ),
    "quoted_old": re.compile(
        r"\b(?:we|it|committee|commission|inquiry|panel|review|report|audit|auditors?|auditor-general|ombudsman|board|council|coroner|office|oecd|gao|who|which|that|also|had|have|has|was|were|been|and|previously|originally|already|\d{4})\s+(?:\w+ly\s+)?recommended\b(?! that [^.]{0,80}\bnow\b)(?!(?:(?<=has recommended)|(?<=have recommended))\W*$)|\b(?:previous|earlier|prior|past|our last|our 20\d\d|20\d\d|outstanding|most of (?:its|their|the|our))\s+(?:\w+\s+)?recommendations?\b(?! \d)|recommendations? (?:\d+ )?(?:was|were|has|have|had|remains?)\b|\baccepted\b(?=\W*$|[.,;:)]| (?:in|by|and|this|that|our|all|most|both|with|subject|recommend\w*|the (?:committee|commission|panel|inquiry|recommend\w*|finding\w*)|\w+ (?:of|recommend\w*))\b)|\bshould have (?!to\b|an?\b|the\b|access|its|their)|\bwould have\b|\bhad called\b|\bhad urged\b|\brejected\b|\bin (?:19|20)\d\d,? (?:\w+ ){0,3}?(?:urged|called for|proposed|asked)\b|^\W*in response to\b|\b(?:was|were|been|made|taken|introduced) in response to\b|\b(?:following|in line with|as|further to|since) (?:the |an? |our |its )?[^.,]{0,40}\brecommend\w*|\bpartially (?:accept|implement)\w*|\bsupports? this recommendation\b|\b(?:agrees|we agree|i agree|government agree|department agree) with\b(?![^.;]{0,80}\bthat\b)|\bconcurred?\b|\b(?:was|were) (?:urged|asked|advised|told|required|expected|encouraged|invited) to\b",
        re.I,
    ),
    "aim": re.compile(
        r"\b(?:aims? (?:to|of)|objectives?|vision|purpose|goals?|principles?|(?:our|its|their|['’]s) mission|mission statement|strategy (?:sets|is)|seeks? to|designed to|intended to|commitment)\b",
        re.I,
    ),
    "lead_in": re.compile(
        r"\b(?:we are making|we make|makes) (?:\w+ ){0,4}recommendations?\b(?!.*\bshould\b)|\bfollowing (?:\w+ )?(?:recommendations?|actions?|measures|steps|points|areas|conclusions?)\b|\bas follows\b",
        re.I,
    ),
    "definition": re.compile(
        r"\b(?:is defined|(?<!\bthe )(?<!\bby )(?<!\bother )means|refers to|(?<!\bwith )this (?:report|chapter|section|document|review|strategy|paper|inquiry)|chapter \d|terms of reference|the remainder|for the purposes?)\b",
        re.I,
    ),
    "formula": re.compile(
        r"^\W*case study\b|\bI should like to\b|\bshould you (?:need|require|have|wish)\b|please do not hesitate|^\W*(?:partially |partly )?(?:accept|reject|agree|disagree|note|implement)(?:ed|s)?(?: in part| in principle)?\W*$|\b(?:thank|grateful|acknowledge with|we wish to|annex|appendix|see (?:also )?(?:paragraph|chapter|table|figure|box|section)|ibid|op\. cit)\b",
        re.I,
    ),
    "condition": re.compile(r"\b(?:if|whether|could|may|might|would|unless|likely|can be)\b", re.I),
    "principle": re.compile(
        r"\b(?:should|must|needs? to) be able to\b|\b(?:should|must) (?:also |therefore |however )?(?:be (?:noted|remembered|emphasi[sz]ed|stressed|borne|clear|aware|acknowledged|recogni[sz]ed that|seen|understood|said|read|proud|commended|congratulated|viewed|interpreted)|note|not (?:therefore )?be (?:confused|underestimated|interpreted|construed|taken|regarded|seen|read))\b|\b(?:what|(?<!, )which|where|who|whom) (?:\w+ ){1,5}(?:should|must|needs? to)\b|\bwhether (?:\w+ ){1,8}should\b|\bhow (?:\w+ ){1,6}should\b|(?<=\w )should (?:this|it|they|there)\b|(?:^|, )should (?:the|a|an|any|you|it|they|this|there)\b[^.;]{2,100},|\bshould (?:also |then |soon )?(?:begin to |start to )?(?:contribute to growth|contribute, with|recover|rebound|pick up|narrow|moderate|begin to contribute)\b|(?-i:\b[A-Z][a-z]+ (?:Should|Must|Needs? [Tt]o) (?:\w+ly )?[A-Z])|\b(?:shall|should|must) be (?:considered|deemed|construed|taken) (?:as |to )|\bshall be considered\b|\bshould (?:also |in turn |then |thus )?(?:result|lead to|help|allow|enable|mean|make it (?:easier|possible)|give rise|provide (?:a|an|the) (?:basis|opportunity))\b|(?:^\W*|[,;] (?:and |but |so )?)(?:this|that|which) should (?:encourage|improve|reduce|increase|ensure|make|provide|give|bring|be (?:possible|enough|sufficient))\b|\b(?:under|pursuant to|in accordance with|guidance|regulations?|law|act|policy|standards?|rules?) (?:the |current |existing |section |article |says? |states? |requires? |provides? )[^.]{2,80}\b(?:must|shall|should)\b|\b(?:guidance|regulations?|standards?|criteria|practices?|policy|framework)(?: (?:for|of|on)(?: \w+){1,4}?)? (?:states?|dictates?|stipulates?|provides?|specif(?:y|ies)) that\b[^.]{2,160}\b(?:must|shall|should)\b|\bdecide whether\b|\b(?:more|much) (?:still )?(?:needs|remains) to be done\b|\b(?:nobody|no one|none of us|everyone|people|you|anyone) (?:should|must)\b",
        re.I,
    ),
    "enumerated": re.compile("^(?:" + ENUMERATED.pattern + ")", re.I),
    "gerund": re.compile(
        r"^\W*(?:\w+,\s+|(?:on|in|to|for|at|from|going|over|given)\b[^,.]{2,60},\s+)?(?:\w+ly\s+)?(?!during|following|according|including|regarding|concerning|considering|nothing|something|anything|everything|spring|king\b)[a-z][a-z-]{2,}ing\s[^.;]{5,200}?"
        r"\b(?:would|could|will require|can help|should|(?:is|are|remains?) (?:also )?(?:key|essential|crucial|critical|vital|imperative|important|needed|necessary|warranted|recommended))\b",
        re.I,
    ),
    "inner_verb": NEVER,
    "body_verb": re.compile(
        r"^\W*(?!(?:\d[\d.]*\s+)?(?:we|they)\b)(?:\d[\d.]*\s+)?(?:that (?:the )?[\w' ]{2,40}?|(?:the |all |every |each )?(?:[\w'-]+ ){0,6}?"
        + _BODIES
        + r"(?: (?:of|for) [\w' ,]{2,50}?)?,?) (?:"
        + "|".join(sorted(VERBS - NOUNS, key=len, reverse=True))
        + r")\b",
        re.I,
    ),
    "sanction": NEVER,
    "preposed": NEVER,
    "agent": NEVER,
    "listed": re.compile(
        r"^\W*\d+\.\d+\.? .*\((?-i:[A-Z])[\w’' -]+\)[;.]?\s*$|"
        r"^\s*(?:\([a-z]{1,4}\)|[•●■◆▪·–*-]|[a-z][.)])\s*(?:\w+ly )?[A-Za-z]+ing\b|"
        r"^\W*(?:\w+ly )?(?!(?:During|Following|According|Including|Regarding|Concerning|Considering|Nothing|Something|Anything|Everything|Spring)\b)[A-Z][a-z]+ing\b(?!,)(?!.{0,80}?\b(?:is|are|was|were|has|have|had|will|can|may|would|could|should|means?|requires?|remains?|needs?|\w+(?:[iy][sz]es|ifies)|costs? (?:between|about|more|less|\W?\d)|(?:"
        + "|".join(sorted(VERBS - NOUNS, key=len, reverse=True))
        + r")e?s)\b)"
    ),
    "may": re.compile(
        r"\b(?:(?<!\bthat )(?<!\bwhich )(?<!\bwho )(?<!\bothers )could(?! (?:also |then |further |still )?(?:become|lead|result|undermine|affect|hurt|harm|weaken|dampen|threaten|slow|erode|worsen|trigger|cause|pose)\b)|it (?:is|will be|would be) (?:\w+ )?important (?:that|to|for)|may (?:also )?wish to|might (?:consider|usefully)|would benefit from|(?<!\bthey )(?<!\bit )(?<!\bhe )(?<!\bshe )would (?:also |further |likely )?(?:help|improve|strengthen|allow|support|reduce|encourage|increase|boost|raise|enhance|promote|foster|ease|facilitate|lower|speed|go (?:a long|some) way|be (?:useful|desirable|beneficial|advisable|appropriate|preferable))|preferred (?:outcome|option|approach)|(?<!\bnot )requires? (?:close|continued|further|additional|stronger|greater|sustained|substantial|urgent|a (?:substantial|significant|more|stronger|sustained))|\bneeds? (?:further|more|greater|additional|continued|stronger|urgent|(?!during|nothing)\w{4,}ing\b)|\b(?:will|might|may) (?:have|need) to be \w+(?:ed|en|t)\b|\bwarrants? |\b(?:might|may|could) (?:usefully |also )?be (?:given|explored|considered|reviewed|raised|extended|used|strengthened|improved|made)\b|\bdeserves? (?:to be|further|more|closer|attention)\b|\bbest (?:\w+ed|left|kept|done|met) \w+|\b(?:first|next|obvious|best) (?:step|course|option) (?:\w+ )?(?:is|would be) (?:for|to)\b|\bpriority (?:\w+ )?(?:is|should be) to\b|\b(?:ample|considerable|much|some) (?:room|scope) (?:to|for)\b|\b(?:is|are) (?:therefore|also|clearly|urgently|still) (?:needed|warranted|required|advisable|desirable)\b|(?:is|are|remains?|will be|would be) (?:also )?(?:key|essential|crucial|critical|vital|imperative) (?:to|for|in)\b|(?<!\bthe )scope (?:to|for)|can be (?:improved|strengthened)|want(?:s)? to see|there is (?:a )?(?:need|a strong case|a case|scope) (?:to|for)|(?:is|are|will be) (?:needed|warranted|required|essential|imperative|recommended|advisable|desirable)|remains? (?:essential|critical|important)(?: to)?|would (?:also |still |then )?be needed|(?<!the )(?:is|are) (?:also )?(?:critical|essential|crucial|imperative|indispensable)(?=\W*$))\b",
        re.I,
    ),
    "commits": re.compile(
        r"\b(?:we|government|department|ministry|agency|minister|authority|council|board|committee|commission|office|secretary|it|they) (?:will|shall|intends? to|plans? to|undertakes? to|commits? to|(?:is|are|has|have) committ(?:ed|ing) to)\b(?! (?:be able|depend|not|continue to be|return|monitor))|\b(?:we|i|government|department|ministry|agency|council|board|office|trust|service) (?:are|is|am) (?:also |currently |now |already |actively )*(?:developing|preparing|drafting|consulting|designing|finali[sz]ing|working with|recruiting|arranging)\b|\b(?:have|has) (?:also |therefore |now )?(?:commissioned|instructed|asked)\b|\bwill (?:start|begin|commence)\b|\bwill (?:also |now |then |therefore )?be (?:reviewing|consulting|publishing|carried out|set out|set up|put in place|(?:\w{3,}(?<!requir)(?<!expect)(?<!need)ed)\b)",
        re.I,
    ),
    "result": re.compile(
        r"\b(?:successfully|as a result|resulting in|which (?:has|have|led|resulted)|enabling|contributing to|welcomed?|commend(?:s|ed)?|progress|proud|success)\b",
        re.I,
    ),
    "target": re.compile(
        r"\b(?:at least|no (?:less|more|fewer) than|up to|by|to|below|above|target of|minimum of) (?:[£$€]\s?)?\d[\d,.]*\s?(?:%|per ?cent|percentage|million|billion|of\b|years)",
        re.I,
    ),
    "deadline": re.compile(
        r"\b(?:by|before|no later than|from|until|starting) (?:the end of |early |mid-?|late |spring |summer |autumn |winter |(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december) )?20\d\d\b|\bwithin (?:the next )?(?:\w+ )?(?:\d+|one|two|three|four|five|six|nine|twelve|eighteen) (?:working )?(?:days?|weeks?|months?|years?)\b|\bannually\b|\bevery (?:\w+ )?(?:months?|years?)\b|\beach year\b",
        re.I,
    ),
}
MODAL = re.compile(
    r"\b(?:(?<=[\w,;:)%”’\"] )should|must|(?<!specific )(?<!special )(?<!their )(?<!complex )(?<!basic )(?<!the )(?<!and )(?<!of )needs? to|(?<=and )needs to|ought to|(?<!\bwe )(?<!\bi )shall)\b(?! have (?!to\b|an?\b|the\b|access|its|their)| do\W*$)",
    re.I,
)
LATE_ORDER = re.compile(
    r"\W*(?:to|in|for|by|after|before|where|when|if|as|until|once|with|without|given|on|at|under|through|finally|instead|similarly|conversely)\b",
    re.I,
)
REPORTING_LEAD = re.compile(
    r"(?:[^.;:]{0,160}?,\s+)?(?:(?:[^.,;]{0,60}?\b(?:(?i:we|i|committee|inquiry|commission|panel|review|board|council|report|staff|oecd|gao|it|they)|[A-Z][A-Z0-9]+)\b[^.;,]{0,30}?\b)?"
    r"(?:(?:recommend|urge|propose|suggest|advise)[sd]?(?:ed)?(?: that)?,?|call(?:s|ed)? (?:on|upon|for))|"
    r"[^.,;]{0,60}?\b(?:(?i:we|i|committee|commission|panel|board|council|staff|directors|it|they)|[A-Z][A-Z0-9]+)\b (?:also |further |strongly |therefore )?"
    r"(?:encourage[sd]?|request(?:s|ed)?|invite[sd]?|considered that|submit(?:s|ted)? that|(?:highlighted|stressed|emphasi[sz]ed) the need (?:to|for)))\s+(?!:)",
)
NOMINAL_TAIL = re.compile(r"(?:tion|ment|ance|ence|ity|ness|ings?|s|ure|ship|ism|acy|logy)$")
_BREAK = re.compile(r"[;:]|,(?=\s)|\s[-–—]\s")


def strip_number(clause: str) -> str:
    """`clause` without its bullet, enumeration and “Recommendation 3:”."""
    lead = _LEAD.match(clause)
    return clause[lead.end() :] if lead else clause


def clauses(text: str) -> list[tuple[int, int]]:
    """Spans of the clauses of a sentence, cut at commas, semicolons, colons and spaced dashes."""
    spans, start = [], 0
    for mark in _BREAK.finditer(text):
        if mark[0] == "," and text[: mark.start()].strip().lower() in VERBS:
            continue
        if text[start : mark.start()].strip():
            spans.append((start, mark.start()))
        start = mark.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


@lru_cache(maxsize=20000)
def opening_verb(clause: str) -> str | None:
    """The verb in the imperative a clause opens with, adverbs skipped; None when it opens otherwise."""
    clause = strip_number(clause.strip()).lstrip("\"'“‘ ")
    if negated := _NEGATED.match(clause):
        clause = clause[negated.end() :]
    elif (
        clause.isupper()
        or " " not in clause
        or clause.lower().startswith(_ASIDES)
        or clause.startswith("Let me ")
        or _COMPARED.match(clause)
        or _NOT_IMPERATIVE.match(clause)
    ):
        return None
    if _BE.match(clause):
        return "be"
    for word in clause.split(" ", 6)[:5]:
        bare = word.strip(",.:;\"'()").lower()
        if bare not in _ADVERBS and (bare in VERBS or _MADE_VERB.fullmatch(bare)):
            if (
                bare in NOUNS
                and not _OBJECT.match(clause, len(word))
                and (_FINITE.search(clause[len(word) : len(word) + 40]) or _NAME.fullmatch(clause))
            ):
                return None
            return bare
        if bare not in _ADVERBS and not bare.endswith("ly"):
            return None
    return None
