/** Text that takes back what the assistant was told, language by language. For lower case without accents; every quantifier has an end. */

const RULES = '(?:instructions?|prompts?|directives?|guidelines?|programming)';
/** What people call so among themselves as well: "ignore the previous message about lunch" goes on, an attack ends there. */
const LOOSE = '(?:rules|commands|orders|constraints|restrictions|directions|training|messages|context)';
const CLAUSE_ENDS = '(?=\\s?(?:[.,;:!)]|$|\\n)|\\s(?:and|or|then)\\b)';
const BEFORE = '(?:previous|prior|above|earlier|preceding|foregoing|former|initial|original|existing|system|developer|safety|security)';
/** "Ignora las indicaciones del GPS" goes on about whose they are. */
const CLAUSE_END_ROMANCE = '(?=\\s?(?:[.,;:!)]|$|\\n)|\\s(?:et|puis|y|e|ed)\\b)';
/** "Don't forget the instructions" is the opposite. */
const NOT = "(?<!\\b(?:not|never|cannot|n'?t) )";

export const OVERRIDES: readonly string[] = [
  `${NOT}\\b(?:ignor(?:e|ing)|disregard|forget|override|bypass|discard|drop|(?:do not|don'?t|stop) (?:follow|obey|heed)(?:ing)?)\\s(?:(?:all|any|each|every|of|the|your|my|these|those|and)\\s){0,5}${BEFORE}\\s(?:(?:and|or|${BEFORE})\\s){0,3}(?:${RULES}|${LOOSE}${CLAUSE_ENDS})`,
  // Written in one, as a spaced-out text is read.
  '\\b(?:ignore|disregard)\\s?(?:all|any|the|your)?\\s?(?:of)?(?:the|your)?\\s?(?:previous|prior)\\s?instructions\\b',
  `${NOT}\\b(?:ignore|disregard|forget|override|(?:do not|don'?t|stop) (?:follow|obey)(?:ing)?)\\s(?:all|any|every|everything|all of|each of)\\s(?:(?:of|the|your|other|its)\\s){0,3}(?:instructions?|prompts?|directives?|guidelines?|safety rules?)\\b`,
  `${NOT}\\b(?:ignore|disregard|forget)\\syour\\s(?:instructions?|system prompts?|guidelines?|directives?|programming|training)\\b`,
  `${NOT}\\b(?:ignore|disregard|forget)\\sthe\\s(?:instructions?|system prompts?|directives?)(?:\\s(?:above|you|that you|in your|and)\\b|[.,;!:]|\\s{0,2}$)`,
  '\\byou (?:will|must|shall|should) (?:now |only |always )?obey\\b(?! (?:the )?(?:traffic|house|safety|local|speed)\\b)',
  '\\byour (?:previous|prior|earlier|original) instructions? (?:is|are|were|have been) (?:now )?(?:void|cancell?ed|revoked|obsolete|no longer|superseded|replaced|overridden)\\b',
  '\\b(?:pretend|imagine|act as if|behave as if)\\s(?:that\\s)?you\\s(?:have no|had no|are not bound by|are free of)\\s(?:restrictions?|rules|limits?|guidelines?|filters?)',
  "\\bstop what you(?:'re| are) doing and (?:call|run|execute|delete|send|invoke|answer|do)\\b",
  '\\byour (?:new|real|true|actual|only) (?:task|objective|goal|mission|purpose|instructions?|directives?) (?:is|are)\\b',
  '\\b(?:ignore|disregard|forget)\\s(?:all|everything|anything|whatever|what)\\s(?:(?:of|that|the|is|was|came|comes|stands|written|said)\\s){0,4}(?:above(?! (?:line|row|the))|before this|prior to this|previously|you (?:were|have been) (?:told|given|instructed|taught))',
  `\\b(?:ignore|disregard)\\sthe\\s(?:above|foregoing|preceding)(?:\\s(?:and|text)\\b|[.,;:!]|$)`,
  '\\b(?:ignorier\\w{0,2}|vergiss|vergesst|missachte\\w{0,2}|ubergeh\\w{0,2}|uberschreib\\w{0,2})\\s(?:sie\\s)?(?:(?:die|ab sofort|bitte)\\s){0,2}(?:(?:alle[nsr]?|deine[nr]?|ihre[nr]?|jegliche|samtliche|vorherigen?|bisherigen?|vorigen?|fruheren?|obigen?|vorangegangenen?|vorhergehenden?|ursprunglichen?|und)\\s){1,5}(?:system-?)?(?:anweisung(?:en)?|instruktion(?:en)?|vorgaben?|befehle?|richtlinien?|prompts?|systemprompts?)\\b(?! nicht| nie)',
  '\\b(?:ignorier\\w{0,2}|vergiss|vergesst|missachte\\w{0,2})\\s(?:(?:alle|die|deine|ihre)\\s){0,2}(?:vorherigen?|bisherigen?|vorigen?|fruheren?|obigen?)\\sregeln\\b(?! nicht| nie)',
  `\\b(?:ignore[rz]?|oublie[rz]?|neglige[rz]?|ne (?:tiens|tenez) (?:pas|plus) compte(?: de| des)?|ne (?:suis|suivez) (?:pas|plus))\\s(?:(?:(?:les|des)\\s)?(?:toutes?|tous|tes|vos|l'ensemble des|precedentes?|anterieures?)\\s(?:(?:les|tes|vos|des|precedentes?|anterieures?)\\s){0,3}(?:instructions?|consignes?|directives?|ordres?|regles? du systeme|prompts?)\\b|(?:(?:les|des)\\s)?(?:instructions?|consignes?|directives?|ordres?|regles? du systeme|prompts?)(?:(?=\\s(?:precedent|anterieur|ci-dessus|que tu|que vous|du systeme|systeme))|${CLAUSE_END_ROMANCE}))`,
  '\\b(?:ignore[rz]?|oublie[rz]?) tout ce qui (?:precede|est (?:au-dessus|ecrit))',
  `\\b(?:ignor[ae]n?|olvid[ae]n?|descart[ae]n?|no (?:sigas|siga|obedezcas|obedezca)|omit[ae]n?)\\s(?:(?:todas?|todos|tus|sus|anteriores|previas|previos)\\s(?:(?:las|los|tus|sus|de|anteriores|previas|previos)\\s){0,3}(?:instrucciones|ordenes|directrices|indicaciones|prompts?|reglas del sistema)\\b|(?:(?:las|los|de)\\s){0,2}(?:instrucciones|ordenes|directrices|indicaciones|prompts?|reglas del sistema)(?:(?=\\s(?:anterior|previ|de arriba|que te|que se te|del sistema))|${CLAUSE_END_ROMANCE}))`,
  '\\b(?:ignora|ignore|olvida|olvide) todo lo (?:anterior|previo|de arriba)\\b',
  `\\b(?:ignora(?:te)?|dimentica(?:te)?|ignore|esqueca|desconsidere|trascura)\\s(?:(?:(?:le|gli|i|as|os)\\s)?(?:tutte|tutti|tue|todas|todos|suas|seus|precedenti|anteriores|previe)\\s(?:(?:le|gli|i|as|os|tue|suas|seus|precedenti|anteriores|previe)\\s){0,3}(?:istruzioni|direttive|instrucoes|diretrizes|ordens|prompts?)\\b|(?:(?:le|gli|i|as|os)\\s)?(?:istruzioni|direttive|instrucoes|diretrizes|ordens|prompts?)(?:(?=\\s(?:precedent|anterior|previe|di cui sopra|acima|che ti|que te))|${CLAUSE_END_ROMANCE}))`,
  '(?<!不要|别|勿|不)(?:忽略|无视|無視|忘记|忘掉|不要理会|请忽略|不要遵守|不再遵守)(?:你)?(?:所有|之前|以前|以上|上面|上述|先前|前面|此前|的|一切|任何|全部|系统){0,6}(?:指令|指示|提示词?|规则|命令|要求|设定)',
  '(?<!不要|别|勿|不)(?:忽略|无视|無視|忘记|忘掉|请忽略)(?:以上|上面|上述|之前|先前)(?:的)?(?:所有|全部|一切)?(?:的)?内容',
  '(?:以上|上記|これまで)の(?:内容|文章)(?:は|を)(?:すべて|全て|全部)?無視',
  '(?:これまで|以前|上記|前|今まで|すべて|全て|先|システム)(?:の|まで|に|与えられた|すべて|全て|指示された|ここ){0,6}(?:指示|命令|プロンプト|ルール|指令)(?:を|は)(?:すべて|全て|全部|完全に)?(?:無視|忘れ(?!な|ず)|破棄|従わない)',
  '(?<!не )(?:игнорируй\\p{L}{0,3}|забудь\\p{L}{0,3}|не следуй\\p{L}{0,3})\\s(?:(?:все|всем|предыдущие|прежние|предыдущим|свои|твои|ваши)\\s){0,4}(?:инструкци\\p{L}{0,3}|указани\\p{L}{0,3}|команд\\p{L}{0,3}|промпт\\p{L}{0,3})',
  // Korean, Arabic, Hindi, Turkish, Dutch, Polish.
  '(?:이전|앞선|앞의|위의|위|기존|지금까지|모든|시스템)(?:의|에)?\\s?(?:받은\\s|모든\\s|주어진\\s){0,2}(?:지시|지침|명령|프롬프트|규칙)(?:\\s?사항)?(?:들)?(?:을|를|은|는)?\\s?(?:모두\\s?|전부\\s?|다\\s?|완전히\\s?)?(?:무시(?!하지)|잊어|잊으|따르지\\s?마)',
  '(?<!\\p{L})(?<!(?:لا|لم|لن)\\s)(?:تجاهلوا|تجاهلي|تجاهل|انس|انسى|أهمل)\\s(?:(?:جميع|كل|كافة)\\s(?:التعليمات|الأوامر|التوجيهات|الإرشادات)|(?:التعليمات|الأوامر|التوجيهات|الإرشادات)\\s(?:السابقة|أعلاه|المذكورة))',
  '(?:पिछले|पहले के|पूर्व|उपरोक्त|सभी|सारे)\\s(?:(?:सभी|सारे|दिए गए|के)\\s){0,2}(?:निर्देशों|निर्देश|आदेशों|आदेश)\\s(?:को|की)\\s(?:अनदेखा|अनदेखी|नज\u093c?रअंदाज\u093c?|उपेक्षा|भूल)(?!\\s(?:न|मत|नहीं)\\s)',
  '\\b(?:onceki|yukaridaki|tum|butun)\\s(?:(?:tum|butun|verilen|sistem)\\s){0,2}(?:talimat|komut|yonerge|sistem istem)\\w{0,8}\\s(?:yok say(?!ma)|gormezden gel(?!me)|unut(?!ma)|dikkate alma)',
  '\\b(?:negeer|vergeet)\\s(?:(?:alle|al|de|je|jouw|uw|deze)\\s){0,3}(?:vorige|eerdere|voorgaande|bovenstaande|voorafgaande)\\s(?:instructies?|aanwijzingen|opdrachten|richtlijnen|prompts?)\\b(?! niet| nooit)',
  '(?<!\\bnie )\\b(?:z?ignoruj\\w{0,3}|zapomnij\\w{0,3}|pomin\\w{0,3})\\s(?:(?:wszystkie|wszystkich|o|swoje|twoje)\\s){0,3}(?:poprzedni|wczesniejsz|powyzsz)\\w{1,4}\\s(?:instrukcj|polece|wytyczn)\\w{1,4}',
];
