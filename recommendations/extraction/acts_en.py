"""Speech acts of English policy prose: who asks, orders, resolves or promises, and the courtesies that look like it."""

import re

from recommendations.extraction.verbs_en import VERBS

_DEEDS = (
    r"(?:take (?:further |additional |the necessary )?(?:steps|measures|action)|publish|consult|review|work (?:with|closely|to|together)|develop|establish|introduce|launch|set (?:up|out)|ensure|carry out|undertake|write|issue|engage|meet|commission|seek|consider|explore|take forward|"
    r"report|monitor|update|prepare|conduct|convene|invest|fund|strengthen|amend|revise|draft|implement|evaluate|assess|collect|share|train|recruit|appoint|pilot|roll out|extend|expand|host|hold|begin|complete|lead|coordinate|create|identify)\b"
)
_LEAD = r"^\W*(?:\d{1,3}(?:\.\d{1,3})*\.?\s+|\(?[a-z]{1,4}[.)]\s*|\(\d{1,2}\)\s*|[a-h]\s+)?"
_ASKED = (
    r"(?:(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\b[Aa]ll )(?<!\b[Aa]ny )recommended(?! (?:in|by|for)\b)|urged|recommends|urges|(?:requests|invites|proposes|asks) (?=the\b|that\b|[A-Z])|called (?:on|upon|for)|calling (?:on|upon|for)|calls (?:on|upon|for)|encouraged|requested|invited|advised|(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\b[Aa]ny )(?<!\bof )(?<!\b[Ii]ts )proposed|appealed (?:to|for)|pressed for|pleaded for|"
    r"asked (?=(?:the|that|for|[A-Z]\w+(?: \w+){0,6}? to)\b)|asking (?=the\b|for\b|[A-Z])|wants? (?=(?:the |[A-Z])?[^.;]{2,80} to\b)|hoped (?:that|for)|saw (?:merit|scope|value|room) (?:in|for|to)\b|(?:emphasi[sz]ed|stressed|noted) that there (?:is|was) (?:scope|room|a need) (?:to|for)\b|expressed support for (?=\w+ing\b)|supported (?:calls|the (?:introduction|adoption|creation|establishment))|"
    r"suggest(?:s|ed)?(?= (?:that|\w+ing|to)\b)|suggested(?= the\b)|(?:highlight|stress|emphasi[sz]|underscor|underlin|point|reiterat|insist)\w* (?:to |on )?(?:(?:the|their|its) )?(?:\w+ )?(?:need|importance|necessity|urgency)\b|insisted (?:that|on)|implor(?:e|ed|ing)\b|push(?:es|ed|ing) for|demanded|wants? to see|(?:we|i) (?:favour|would support|see (?:\w+ )?(?:value|merit) in|would look for)|(?:[Ii]|[Ww]e) should like (?=the\b|you\b|all\b|every\b|to see\b)|would like (?=the\b|you\b|all\b|every\b|to see\b)|would welcome|(?:but|and|therefore|also|further) (?:ask|urge|request|recommend) (?=that\b|the\b|you\b)|(?<=s )call for|would be helpful if|(?:told|ordered|instructed|directed) (?=(?:the |it |them |[A-Z])[^.;]{0,60}? ?to\b)|advice (?:was|is) to|(?<!the )demand(?:s|ed|ing) (?=that\b|the\b|an?\b))"
)
_AGENT = (
    r"(?:[Ww]e|I|[Ii]t|[Tt]hey|(?:[Tt]his|the|our|each|every|all|both|your) (?:[\w'’-]+ ){0,5}?(?:office|department|government|ministry|minister|ministers|agency|agencies|authority|authorities|council|councils|board|trust|service|committee|commission|commissioner|"
    r"bank|bureau|secretariat|secretary|administration|executive|director|company|university|hospital|force|police|team|working group|task force|taskforce|steering group|panel|chair|regulator|centre|center|institute|partners?|companies|providers|leads?|officers?|officials)|"
    r"agencies|departments|ministers|officials|officers|partners|[A-Z][A-Z&]{1,7}|(?!(?:This|That|These|Those|Such|There|What|Which|It|In|As|By|If|When|Once|For|And|But)\b)[A-Z][\w'’-]+(?: (?:of|and|for|the|&|[A-Z][\w'’-]+)){0,6})"
)
_FINITE = r"(?:[Ww]e|I|[Tt]hey|intentions?|welcomes?|wish(?:es)?|proposes?|ought|need|needs|has|have|had|having|is|are|was|were|will|would|should|must|shall|can|may|might|could|wants?|going|due|able|how|what|which|who|that|undertook|began|provides?|gives|offers|[Dd]irects|[Rr]equires|[Aa]llows|[Ee]nables|[Aa]uthori[sz]es|[Pp]ermits|[Oo]bliges|seeks?|sought|aims?|intends?|plans?|not|there|[a-z]+ed|[a-z]+ing|[Nn]eeds?|appears?|seems?|continues?|takes?|took|tends?|tries|tried|begins?|helps?|works?|serves?|agrees?|decides?|requirements?|responsibility|options?|reasons?|incentives?|obligations?|pressures?|tools?|mechanisms?|in|as|if|when|by|for|from|subject|according|related|relating|addition|order|up|close|prior|next|thanks|respect|regard|access|right|duty|power|opportunity|need|commitment|plan|failure|ability|attempts?|efforts?|steps|measures|decision|agreement|proposal|it|them)\b"
_EFFECT = r"(?:be able|depend|not|mean|have|result|lead|require|remain|cost|become|occur|happen|find|know|need|see|benefit|continue to (?:be|grow|rise|fall|apply)|be (?:required|expected|needed|subject|a\b|an\b|the\b|in\b|of\b|more|less|no\b|better|safer|cleaner|held (?:on|at)|glad|happy|pleased|grateful))\b"

ACTS = {
    "asked": re.compile(
        _LEAD
        + r"(?!(?:[Tt]he )?authorities\b)(?:(?!\b(?:had|has|have|was|were|been|previous\w*|which|who|whom|when|recall\w*|earlier|in (?:19|20)\d\d)\b)[^.;]){0,160}?\b"
        + _ASKED
        + r"|\b(?:has|have) (?:also |now |today )?(?:recommended|urged|called (?:on|for|upon)|asked (?:for|the)|demanded|proposed)\b"
        + r"|\b(?:should|must|needs? to|could|be \w+ed)\b[^.;]{3,160},[”\"’']? (?:the |an? )?[^.;,]{2,60}? (?:has |have )?(?:recommend(?:s|ed)|suggest(?:s|ed)|urge[sd]|conclude[sd]|proposed)\W*$"
        + r"|\b(?:and|also|therefore|further|additionally|thus)\s+(?:\w+ly\s+)?"
        + _ASKED
    ),
    "action_tag": re.compile(
        r"^\W*(?:(?:agreed |follow-?up )?actions?(?: (?:points?|items?|required|agreed))?(?:\s*(?:no\.? ?)?[\d/.-]{1,9}[a-z]?)?\s*(?:[:|–—]|-\s|\.\s(?=[A-Z]))|AP ?\d{1,3}\b|commitment(?: \d+)?\s*:|resolved\b|(?:it was )?ordered\b|decision\s*[:–-])",
        re.I,
    ),
    "to_do": re.compile(
        _LEAD
        + r"(?:[Aa](?:ctions?|CTIONS?)[^:|]{0,24}[:|]\s*)?(?:The |All |Each |Every )?(?:(?!"
        + _FINITE
        + r")[\w.&'’/()-]+,? ){0,9}?(?!"
        + _FINITE
        + r")[\w.&'’/()-]+(?:, (?:working|together|in|with|along|through|and|as)\b[^,;.]{3,80},)? to (?:\w+ly )?(?:be \w+(?:ed|en|t)\b|(?:"
        + "|".join(sorted(VERBS, key=len, reverse=True))
        + r")\b)(?![^.;]{0,160}\b(?:is|are|was|were|has|had|will|can|may|would|continues?|need(?:s|ed)?|agreed|seeks?|wants?|aims?)\b)"
    ),
    "resolved": re.compile(
        r"\b(?:it (?:was|is) (?:\w+ly )?(?:agreed|resolved|decided)|(?:board|committee|members|meeting|panel|group|council|chair|cabinet|directors?|officers?|trustees|commission|they|who|we|^\W*[\d.]*\s*[a-z]\w+(?: [a-z]\w+){0,2})\b[^.;]{0,30}?\b(?:agreed|resolved|decided|undertook|promised|offered|volunteered)) (?:to|that)\b(?!\W*$| the following report)(?![^.;]{0,60}\b(?:record|minutes of|noted|apologies)\b)|"
        r"\b(?:was|were) (?:asked|tasked|instructed|directed|requested) (?:to|with)\b|\bresolved\b[:,]? (?:that|to)\b|\b(?:board|committee|members|meeting|panel|group|chair|council) (?:asked|requested|directed|instructed|tasked|invited) (?!whether|if|why|how|what|about)",
        re.I,
    ),
    "directed": re.compile(
        r"\b(?:is|are) (?:also |further |hereby |therefore |not |\w+ly )*(?:directed|required|requested|ordered|prohibited|instructed|expected(?! to (?:be|begin|rise|fall|reach|grow|remain|exceed|increase|decline|decrease|average|continue|improve|recover|ease|slow)\b)|asked|called upon|urged|encouraged|invited|reminded|forbidden) (?:to (?!the\b|an?\b|this\b|our\b)|from)\b|\bis (?:strongly )?encouraged\W*$|\b(?:should|ought to|needs? to) (?:also |therefore |now |not |only |always )*be (?:\w+ly )?(?!(?:noted|remembered|required|allowed|interested|pleased|involved|based|viewed|emphasi[sz]ed|stressed|acknowledged|recogni[sz]ed|concerned|informed that|congratulated|commended|prepared)\b)(?:\w+ed|given|made|put|set|taken|brought|held|built|kept|paid|drawn|undertaken|met|seen through)\b|\b(?:is|are) to be \w+ed\b|\bthis (?:policy|memorandum|directive|circular|order|notice|guidance|strategy) (?:also |further |hereby )?(?:requires|directs|obliges|calls on|instructs)\b|^\W*(?:[\w()]{1,4}\s+)?no [^.;]{3,80} (?:may|shall|should|must) be\b",
        re.I,
    ),
    "be_done": re.compile(
        _LEAD
        + r"(?:[Tt]hat (?!is\b|was\b|said\b|would\b|will\b|has\b|had\b|means\b|may\b|can\b)|(?:[Tt]hat\s+)?(?:(?!\b(?:is|are|was|were|will|should|must|can|may|to|could|would|might|shall|has|have|had|cannot|did|does|asked)\b)[^.;:]){3,120}? (?:not )?be (?:\w+ly )?(?!recorded|noted)(?:\w+ed|set|made|put|given|brought|drawn|held|taken|built|laid|sent|kept|paid)\b)"
    ),
    "agent_will": re.compile(
        r"(?:^|[,;:] |\band |\bbut |\bso |\bthat |\bthen |^\W*\d[\d.]*\s+|^\W*(?:By|From|In|During|Over|Before|After|Within|Later|Next|Once) [^,;]{2,60}[, ] ?)\W?(?:"
        + _AGENT
        + r")(?: \([^()]{1,60}\))?(?:, [^,.;]{3,70},)? (?:will|shall|is to|are to|intends? to|plans? to|expects? to|aims to|undertakes? to|pledges? to|commits? to|(?:am|is|are) committed to \w+ing)\s+(?:also |now |then |therefore |shortly |jointly |each |soon |immediately )*(?!"
        + _EFFECT
        + r")(?:\w+ly )?[a-z]{2,}|(?<!\bthat )(?<!\bwhich )(?<!\bwho )(?<!\bit )\bwill (?:also |now |then |therefore |shortly |jointly |continue to |each )*"
        + _DEEDS,
    ),
    "under_way": re.compile(
        r"\b(?:we|i|government|department|ministry|agency|trust|council|office|board|service|authority) (?:are|am|is|have|has) (?:also |currently |now |already |actively |therefore )*(?:in the process of \w+ing|determined to|developing|preparing|drafting|working (?:with|on|to)|reviewing|finali[sz]ing|designing|asked|commissioned|instructed|requested|exploring|planning|consulting)\b|\b(?:is|are) (?:also |now |currently )*being (?:\w+ed|set up|drawn up|put in place|rolled out|undertaken)\b|\b(?:measures?|steps?|changes|reforms?|amendments?|reviews?|work) (?:is|are) (?:also |now |currently )*(?:envisaged|foreseen|planned|scheduled)\b|\bwork (?:is|has) (?:also |now |already |currently )*(?:under ?way|ongoing|begun|started|in progress)\b|\bwill (?:also |now |then |therefore |shortly |next )*be (?:\w{3,}(?<!requir)(?<!expect)(?<!need)ed|carried out|set (?:up|out)|put|taken|held|brought|undertaken|made|given|built|reviewing|publishing|consulting|developing|introducing|launching|writing|working)\b",
        re.I,
    ),
    "courtesy": re.compile(
        r"\b(?:views|opinions)\b[^.;]{0,80}\bshould not be\b|\bcorrespondence should\b|\bshould not be construed\b|^\W*(?:learn|read|find out) more\b|^\W*visit \S+\.\w+|\bread (?:a|the) (?:first|second|third) time\b|\bquestion put\b|\bthat the report be the \w+ report\b|\bthat the (?:chair|chairman) (?:do )?(?:make|report)\b|\b(?:provisions of )?standing order no\. ?\d+[^.]{0,60}\bbe applied\b|\bordered to be printed\b|\bwe (?:have )?set out (?:below |here )?(?:the )?(?:actions?|recommendations|steps)\b|\bnext consultation\b|\barticle iv consultation\b[^.]{0,60}\b(?:cycle|held)\b|\bshould you\b|\b(?:invited|asked|requested) to note\b|\bdo not hesitate\b|\bplease (?:refer|see)\b|\b(?:for|any) (?:further |more )?(?:information|questions|interviews|enquiries|queries)\b[^.]{0,60}\b(?:contact|call|email|visit|see|should be (?:sent|directed|addressed))|\bi (?:should|would) (?:like to (?!see)|prefer)\b|\b(?:sign (?:our|the|up)|join us|donate|write to your (?:mp|councillor)|follow us|come along|click here|subscribe)\b|\bquestions (?:should|must|may) be\b|^\W*submit (?:your|views|comments|responses)\b|\bnext (?:meeting|article iv)\b[^.]{0,60}\b(?:will|would|held)\b",
        re.I,
    ),
    "rule": re.compile(
        r"\b(?:today|currently|at present|presently)\b[^.;]{0,60}\b(?:must|has to|have to|needs? to)\b|\bwe (?:must|have to|can|cannot|may) (?:also |only |not )?(?:consider whether|consider if|decide (?:whether|if)|investigate|look at|question)\b|\bby law\b|\bunder (?:the |current |existing |present |its |their )?(?:\w+ )?(?:rules?|law|policy|act|regulations?|code|procedures?|scheme|terms|agreement|licen[cs]e|contract|convention|legislation|statute)\b|\b(?<!this )(?:(?:sub)?sections? \(?\d+\)?|polic(?:y|ies)|procedures?|guidance|guidelines|manual|protocol|law|act|acts|regulations?|rules?|code|agreement|standards?|statute|constitution|convention|criteria|practices?|contract|licen[cs]e|tenancy agreement|decree)(?: \d+)?(?: \([^()]{1,30}\))?(?: (?:for|of|on)(?: \w+){1,4}?(?= (?:states?|requires?|dictates?|provides?)\b))?(?:,? which)? (?:already |also |now |clearly |then )?(?:states?|stated|requires?|required|sa(?:ys|id)|provides?|provided|stipulates?|obliges?|obliged|specif(?:y|ies)|mandates?|dictates?|prescribes?|allows?|sets out)\b|\baccording to (?:leading|best|good) practices?|\b(?:leading|best|good) practices?,? [^.;]{0,40}\b(?:should|must)\b|\bmust (?:pay a|attend|obtain|be (?:submitted|received|registered|accompanied))\b",
        re.I,
    ),
    "their_view": re.compile(
        r"\bauthorities (?:also |fully |broadly |largely |generally )?(?:agreed|agree|noted|explained|considered|felt|saw|viewed|envisaged|responded|indicated|emphasi[sz]ed|stressed|pointed|intend(?:ed)? to|plan(?:ned)? to|expect(?:ed)?|prefer(?:red)?|(?:are|were) (?:making|taking|seeking|preparing|working|developing|considering|committed|aware|confident))\b|"
        r"\b(?:officials|department|agency|management|[A-Z]{2,8}) (?:also |generally )?(?:agreed|concurred|acknowledged) that\b"
    ),
    "decided": re.compile(
        r"(?<!\bhas )(?<!\bhave )\b(?:decided|resolved|elected|chose|determined) (?:not )?to\b|\bdecision (?:was (?:made|taken) )?to\b"
    ),
    "closed": re.compile(
        r"(?:[–—|:;(-]|\bwas|\bnow|\bbeen)\s*(?:action )?(?:completed?|closed|done|discharged|superseded)\b\W*(?:$|[|–—;)])|\b(?:action was closed|has been completed|had been completed|remained open)\b",
        re.I,
    ),
    "dated_row": re.compile(
        r"\|\s*(?:by |from )?(?:(?:early|mid|late|end|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4])\b[ -]?)?(?:\d{1,2} )?20\d\d\b",
        re.I,
    ),
}
