/**
 * Text that orders the assistant about instead of telling it something. A wish of the person ("always answer in German", "use
 * tabs") is a memory like any other: these rules want an attack on what the assistant was told, on its tools, or on the person's
 * knowledge of it. Patterns are for lower case without accents; every quantifier has an end.
 */
export type InstructionRule = { readonly name: string; readonly patterns: readonly RegExp[] };

const RULES_EN =
  '(?:instructions?|prompts?|directives?|guidelines?|rules?|commands?|orders?|constraints?|restrictions?|directions?|training|programming|messages?|context)';
const BEFORE_EN = '(?:previous|prior|above|earlier|preceding|foregoing|former|initial|original|existing|system|developer|safety|security)';
/** "Don't forget the instructions" is the opposite. */
const NOT = "(?<!\\b(?:not|never|cannot|n'?t) )";
const STARTS = '(?:^|[.!?:;,\\n"\'(*>#-]\\s{0,3}|\\b(?:and|but|then|please|also|just|so|you must|you should|must|always)\\s)';

function rule(name: string, ...patterns: readonly string[]): InstructionRule {
  return { name, patterns: patterns.map((pattern) => new RegExp(pattern, 'u')) };
}

export const INSTRUCTION_RULES: readonly InstructionRule[] = [
  rule(
    'override',
    `${NOT}\\b(?:ignor(?:e|ing)|disregard|forget|override|bypass|discard|drop|(?:do not|don'?t|stop) (?:follow|obey|heed)(?:ing)?)\\s(?:(?:all|any|each|every|of|the|your|my|these|those|and)\\s){0,5}${BEFORE_EN}\\s(?:(?:and|or|${BEFORE_EN})\\s){0,3}${RULES_EN}`,
    `${NOT}\\b(?:ignore|disregard|forget|override|(?:do not|don'?t|stop) (?:follow|obey)(?:ing)?)\\s(?:all|any|every|everything|all of|each of)\\s(?:(?:of|the|your|other|its)\\s){0,3}(?:instructions?|prompts?|directives?|guidelines?|safety rules?)\\b`,
    `${NOT}\\b(?:ignore|disregard|forget)\\syour\\s(?:instructions?|system prompts?|guidelines?|directives?|programming|training)\\b`,
    `${NOT}\\b(?:ignore|disregard|forget)\\sthe\\s(?:instructions?|system prompts?|directives?)(?:\\s(?:above|you|that you|in your|and)\\b|[.,;!:]|\\s{0,2}$)`,
    '\\byou (?:will|must|shall|should) (?:now |only |always )?obey\\b',
    '\\b(?:pretend|imagine|act as if|behave as if)\\s(?:that\\s)?you\\s(?:have no|had no|are not bound by|are free of)\\s(?:restrictions?|rules|limits?|guidelines?|filters?)',
    "\\bstop what you(?:'re| are) doing and (?:call|run|execute|delete|send|invoke|answer|do)\\b",
    '\\byour (?:new|real|true|actual|only) (?:task|objective|goal|mission|purpose|instructions?|directives?) (?:is|are)\\b',
    '\\b(?:ignore|disregard|forget)\\s(?:all|everything|anything|whatever|what)\\s(?:(?:of|that|the|is|was|came|comes|stands|written|said)\\s){0,4}(?:above(?! (?:line|row|the))|before this|prior to this|previously|you (?:were|have been) (?:told|given|instructed|taught))',
    `\\b(?:ignore|disregard)\\sthe\\s(?:above|foregoing|preceding)(?:\\s(?:and|text)\\b|[.,;:!]|$)`,
    '\\b(?:ignorier\\w{0,2}|vergiss|vergesst|missachte\\w{0,2}|ubergeh\\w{0,2}|uberschreib\\w{0,2})\\s(?:sie\\s)?(?:(?:die|ab sofort|bitte)\\s){0,2}(?:(?:alle[nsr]?|deine[nr]?|ihre[nr]?|jegliche|samtliche|vorherigen?|bisherigen?|vorigen?|fruheren?|obigen?|vorangegangenen?|vorhergehenden?|ursprunglichen?|und)\\s){1,5}(?:system-?)?(?:anweisung(?:en)?|instruktion(?:en)?|vorgaben?|befehle?|richtlinien?|prompts?|systemprompts?)\\b(?! nicht| nie)',
    '\\b(?:ignorier\\w{0,2}|vergiss|vergesst|missachte\\w{0,2})\\s(?:(?:alle|die|deine|ihre)\\s){0,2}(?:vorherigen?|bisherigen?|vorigen?|fruheren?|obigen?)\\sregeln\\b(?! nicht| nie)',
    "\\b(?:ignore[rz]?|oublie[rz]?|neglige[rz]?|ne (?:tiens|tenez) (?:pas|plus) compte(?: de| des)?|ne (?:suis|suivez) (?:pas|plus))\\s(?:(?:toutes?|tous|les|tes|vos|des|l'ensemble des)\\s){0,4}(?:(?:precedentes?|anterieures?)\\s)?(?:instructions?|consignes?|directives?|ordres?|regles? du systeme|prompts?)\\b",
    '\\b(?:ignor[ae]n?|olvid[ae]n?|descart[ae]n?|no (?:sigas|siga|obedezcas|obedezca)|omit[ae]n?)\\s(?:(?:todas?|todos|las|los|tus|sus|de)\\s){0,4}(?:(?:anteriores|previas|previos)\\s)?(?:instrucciones|ordenes|directrices|indicaciones|prompts?|reglas del sistema)\\b',
    '\\b(?:ignora(?:te)?|dimentica(?:te)?|ignore|esqueca|desconsidere|trascura)\\s(?:(?:tutte|tutti|le|gli|i|tue|todas|todos|as|os|suas|seus)\\s){0,4}(?:(?:precedenti|anteriores|previe)\\s)?(?:istruzioni|direttive|instrucoes|diretrizes|ordens|prompts?)\\b',
    '(?<!不要|别|勿|不)(?:忽略|无视|無視|忘记|忘掉|不要理会|请忽略|不要遵守|不再遵守)(?:你)?(?:所有|之前|以前|以上|上面|上述|先前|前面|此前|的|一切|任何|全部|系统){0,6}(?:指令|指示|提示词?|规则|命令|要求|设定)',
    '(?:これまで|以前|上記|前|今まで|すべて|全て|先|システム)(?:の|まで|に|与えられた|すべて|全て|指示された|ここ){0,6}(?:指示|命令|プロンプト|ルール|指令)(?:を|は)(?:すべて|全て|全部|完全に)?(?:無視|忘れ(?!な|ず)|破棄|従わない)',
    '(?<!не )(?:игнорируй\\p{L}{0,3}|забудь\\p{L}{0,3}|не следуй\\p{L}{0,3})\\s(?:(?:все|всем|предыдущие|прежние|предыдущим|свои|твои|ваши)\\s){0,4}(?:инструкци\\p{L}{0,3}|указани\\p{L}{0,3}|команд\\p{L}{0,3}|промпт\\p{L}{0,3})',
  ),
  rule(
    'tool-order',
    '\\b(?:you (?:must|should|shall|will|need to|have to|are required to)|assistant|claude|chatgpt|ai|agent|model)\\b[,:]?\\s(?:(?:now|immediately|first|always|please|then|also|silently|must|should|to|and)\\s){1,4}(?:call|invoke|execute|trigger|use|run)\\s(?:(?:the|a|your|this|its|following)\\s){0,3}[\\w.:/`"\'-]{0,64}\\s?(?:tool|function|command|plugin|mcp)\\b',
    '\\b(?:call|invoke|execute|trigger|run|use)\\s(?:(?:the|a|your|this|tool|function)\\s){0,3}(?:[\\w.:/`"\'-]{1,64}\\s(?:tool|function|mcp)|[`"\']?[a-z]{2,30}_\\w{2,60}[`"\']?)\\b[^.!?\\n]{0,60}\\b(?:immediately|right now|right away|at once|without (?:asking|confirm\\w*|permission|approval)|before (?:you )?(?:answer|respond|reply|doing anything|anything else)\\w*)',
    '\\b(?:and|then|now|must|should|immediately|please|always)\\s(?:now\\s|immediately\\s)?(?:call|invoke|execute|trigger|run)\\s(?:(?:the|tool|function)\\s){0,2}[`"\']?(?:memory_)?(?:forget|delete|store|update|configure|reflect|recall|search|status|send_\\w{1,30}|delete_\\w{1,30}|write_\\w{1,30}|execute_\\w{1,30}|run_\\w{1,30})[`"\']?(?:\\s?\\(|\\s(?:with|on|for|tool|to)\\b|[.!,;]|\\s{0,3}$)',
    `${STARTS}(?:(?:now|immediately)\\s)?(?:call|invoke)\\s(?:(?:the|tool|function)\\s){0,2}[\`"']?memory_\\w{2,20}`,
    '\\b(?:du musst|sie mussen|assistent[,:]|ki[,:])\\s(?:(?:jetzt|nun|sofort|immer|zuerst|das|die|den|bitte)\\s){0,4}[\\w`"\'.:-]{0,64}\\s?(?:das\\s|die\\s)?(?:werkzeug|tool|funktion)\\b[^.!?\\n]{0,60}\\b(?:aufrufen|ausfuhren|benutzen|verwenden|nutzen)',
    '\\b(?:rufe?n?|fuhre?n?|appelle[rz]?|execute[rz]?|llamar?|ejecutar?|invocar?)\\b[^.!?\\n]{0,40}\\bmemory_(?:store|forget|update|configure|reflect|recall|search|status)\\b',
    '\\b(?:llama|ejecuta|invoca)\\s(?:a\\s)?la herramienta\\s[^.!?\\n]{0,30}\\b(?:ahora|inmediatamente|ya)\\b',
    '\\b(?:rufe?n?|fuhre?n?)\\s(?:sie\\s)?(?:(?:jetzt|nun|sofort|bitte|umgehend)\\s){1,3}(?:das|die|den)?\\s?[\\w`"\'.:-]{0,40}\\s?(?:werkzeug|tool|funktion)\\b',
    "\\b(?:tu dois|vous devez|il faut)\\s(?:(?:maintenant|immediatement|toujours|tout de suite|d'abord)\\s){0,3}(?:appeler|executer|invoquer|utiliser|lancer)\\s(?:maintenant\\s|immediatement\\s)?(?:l'|la |le )?(?:outil|fonction|commande)\\b",
    "\\b(?:appelle|appelez|execute|executez|invoque|invoquez)\\s(?:(?:maintenant|immediatement|tout de suite)\\s){1,2}(?:l'|la |le )?(?:outil|fonction|commande)\\b",
    '\\b(?:debes|debe|tienes que|tiene que|hay que)\\s(?:(?:ahora|inmediatamente|siempre|ya|primero)\\s){0,3}(?:llamar|ejecutar|invocar|usar|utilizar)\\s(?:(?:ahora|inmediatamente|a)\\s){0,3}(?:la |el )?(?:herramienta|funcion|comando)\\b',
    '\\b(?:llama|llame|ejecuta|ejecute|invoca|invoque)\\s(?:(?:ahora|inmediatamente|ya)\\s){1,2}(?:a )?(?:la |el )?(?:herramienta|funcion|comando)\\b',
    '(?:你|您)?(?:必须|现在|立即|立刻|马上|务必|应该){1,4}(?:先)?(?:调用|执行|运行|使用)[^。！？\\n]{0,40}(?:工具|函数|命令|memory_)',
    '(?:今すぐ|直ちに|ただちに|すぐに|必ず|即座に)[^。！？\\n]{0,40}(?:ツール|関数|コマンド|memory_\\w{1,20})(?:を|に)?[^。！？\\n]{0,10}(?:呼び出|実行|起動|使)',
  ),
  rule(
    'when-read',
    '\\b(?:when(?:ever)?|if|once|after|as soon as)\\s(?:you|the (?:assistant|ai|model|agent|llm)|an? (?:assistant|ai|model|agent|llm)|any (?:assistant|ai|model|agent))\\s(?:ever\\s)?(?:read|see|recall|retrieve|find|process|receive|encounter|load|are reading|reads|sees|recalls|retrieves|finds|processes|receives|encounters|loads)\\s(?:this|these)\\s(?:memor\\w{1,4}|notes?|messages?|texts?|entr\\w{1,4}|instructions?|lines?|documents?|contents?)\\b',
    "\\bif you(?:'re| are) an? (?:ai|llm|(?:large )?language model|assistant|chatbot|bot)\\b",
    '\\b(?:ai|llm|language model)s? ?(?:agents?|assistants?|models?)?\\s(?:reading|processing|seeing|that reads?|who reads?)\\s(?:this|these)\\b',
    '\\b(?:upon|on|after)\\s(?:reading|seeing|recalling|retrieving|processing|receiving)\\s(?:this|these)\\s(?:memor\\w{1,4}|notes?|messages?|texts?|entr\\w{1,4}|instructions?)\\b',
    '\\b(?:wenn|sobald|falls)\\s(?:du|sie)\\s(?:diese[nsr]?)\\s(?:erinnerung|notiz|nachricht|text|eintrag|hinweis|anweisung)\\w{0,3}\\s(?:liest|lesen|siehst|sehen|abrufst|abrufen|findest|verarbeitest)',
    '\\b(?:quand|lorsque|des que|si)\\s(?:tu|vous)\\s(?:lis|lisez|vois|voyez|rappelles|recuperez|trouves|trouvez)\\s(?:cette|ce|ces)\\s(?:note|souvenir|memoire|message|texte|instruction)',
    '\\b(?:cuando|si|al)\\s(?:leas|lea|veas|vea|leer|ver|recuperes|recuperar|encuentres)\\s(?:esta|este|estas|estos)\\s(?:nota|memoria|recuerdo|mensaje|texto|instruccion)',
    '(?:当|一旦|如果)?(?:你|您)?(?:读到|看到|读取|检索到|阅读)(?:了)?(?:这条|此|这个|该|本|这段)(?:记忆|笔记|消息|文本|内容|信息|指令)(?:时|后|之后|，|,)',
    '(?:この|これらの)(?:メモ|記憶|メッセージ|テキスト|文章|指示)を(?:読んだ|見た|読み込んだ|取得した|思い出した)(?:ら|とき|時|場合|後)',
  ),
  rule(
    'secrecy',
    `${STARTS}(?:do not|don'?t|never)\\s(?:ever\\s)?(?:tell|inform|notify|warn|alert|mention (?:this|it|that|anything) to|reveal (?:this|it|that|anything) to|show (?:this|it|that) to|disclose (?:this|it|that) to|say (?:this|anything) to)\\s(?:the\\s)?(?:user|human|person|owner|operator|customer)s?\\b`,
    '\\bwithout\\s(?:telling|informing|asking|notifying|alerting|warning|consulting|mentioning (?:it|this) to)\\s(?:the\\s)?(?:user|human|owner|operator)\\b',
    '\\b(?:hide|conceal|keep)\\s(?:this|it|that|these|the following|everything)(?:\\s(?:hidden|secret|a secret|confidential|silent|instruction|message|note|memory))?\\s(?:secret\\s)?from\\s(?:the\\s)?(?:user|human|owner|operator)\\b',
    `${STARTS}(?:do not|don'?t|never)\\s(?:mention|reveal|disclose|acknowledge|repeat|admit)\\s(?:the existence of\\s)?(?:this|these)\\s(?:instructions?|memor\\w{1,4}|notes?|messages?|rules?|prompts?)\\b`,
    '\\b(?:sag|sage|sagen sie|verrate|verraten sie|erzahl|erzahle|teile|informiere|informieren sie|erwahne)\\s(?:es\\s|das\\s|dies\\s|davon\\s)?(?:dem|den|der|gegenuber dem)\\s(?:nutzer|benutzer|anwender|menschen|user)(?:in)?\\s(?:nichts|nicht|niemals|nie|kein)',
    '\\b(?:du darfst|darfst du|sie durfen)\\s(?:es\\s)?(?:dem|den|der)\\s(?:nutzer|benutzer|anwender|menschen|user)(?:in)?\\s(?:\\w{1,12}\\s){0,2}(?:nichts|nicht|nie)',
    '\\bohne\\s(?:es\\s|dies\\s)?(?:dem|den|das)?\\s?(?:nutzer|benutzer|anwender|menschen|user)\\s(?:zu fragen|zu informieren|mitzuteilen|zu sagen|davon)',
    "\\b(?:ne (?:dis|dites|revele|revelez|montre|montrez|parle|parlez)|n'(?:informe|informez|avertis|avertissez|en parle|en parlez))\\s(?:(?:rien|pas|jamais|cela|ceci|de|le)\\s){0,3}(?:a |au )?(?:l'utilisateur|l'utilisatrice|l'humain|utilisateur)",
    "\\bsans (?:le dire a|prevenir|demander a|informer|avertir|en parler a) (?:l'utilisateur|l'utilisatrice|l'humain)",
    '\\bno\\s(?:se\\s)?(?:lo\\s|le\\s)?(?:digas|diga|reveles|revele|informes|informe|cuentes|menciones|muestres|avises)\\s(?:(?:nada|esto|lo|nunca|eso)\\s){0,2}(?:al|a la|a los)\\s(?:usuari[oa]s?|humano|persona)',
    '\\bsin\\s(?:decirselo|avisar|informar|preguntar|decir|notificar)(?:le)?\\s(?:nada\\s)?(?:al|a la)\\s(?:usuari[oa]|humano)',
    '(?:不要|别|不得|切勿|请勿|禁止)(?:把|将)?(?:此事|这|这些|这件事|任何)?(?:告诉|告知|通知|透露给|提示|询问|让)(?:用户|使用者|主人)(?:知道)?',
    '(?:ユーザー?|利用者|使用者)(?:に|には)[^。！？\\n]{0,15}(?:言わない|教えない|伝えない|知らせない|話さない|明かさない|秘密に|内緒に)',
  ),
  rule(
    'system-prompt',
    '\\b(?:reveal|print|show|repeat|output|leak|disclose|dump|expose|recite|echo|send|give|tell)\\s(?:(?:me|us|them|him|back|out|all|of|the|your|its|full|entire|complete|exact|hidden|secret|verbatim)\\s){0,6}(?:system prompts?|hidden (?:prompts?|instructions?)|initial (?:prompts?|instructions?)|developer (?:message|prompts?|instructions?)|secret instructions?)\\b',
    '(?:^|\\n)[\\s#*>\\[(=-]{0,8}(?:new |updated |override )?(?:system (?:prompt|message|instructions?|override|notice|alert)|developer (?:message|mode)|admin(?:istrator)? (?:override|instructions?))[\\])*=-]{0,4}\\s{0,2}:',
    '\\byou are (?:now|no longer)\\s(?:(?:in|a|an|the|operating|running|acting|as)\\s){0,4}(?:dan\\b|developer mode|debug mode|god mode|admin mode|jailbroken|unrestricted|unfiltered|uncensored|unaligned|bound|restricted|claude|chatgpt|an ai|root\\b)',
    '\\b(?:new|updated|real|actual|true|following)\\s(?:instructions?|objective|directive)s?\\s(?:from (?:the )?(?:developer|system|anthropic|openai|admin)|(?:override|replace|supersede)s?)',
    '\\b(?:zeige?|verrate|gib|nenne|wiederhole?)\\s(?:(?:mir|uns|deinen|den|ihren|vollstandigen|gesamten|kompletten|aus)\\s){0,4}(?:system-?prompt|systemanweisung\\w{0,2})',
    "\\b(?:revele|montre|affiche|repete|donne)(?:z|-moi|-nous)?\\s(?:(?:moi|ton|votre|le|l'|tout|complet)\\s?){0,3}(?:prompt systeme|instructions systeme|prompt du systeme)",
    '\\b(?:revela|muestra|imprime|repite|dime|muestrame)\\s(?:(?:tu|el|su|todo|completo)\\s){0,3}(?:prompt del? sistema|instrucciones del sistema|mensaje del sistema)',
    '(?:显示|输出|泄露|透露|打印|告诉我|重复)(?:你的|您的|完整的|全部|所有|的){0,4}(?:系统提示词?|系统指令|隐藏指令)',
    'システムプロンプトを(?:すべて|全て|全文)?(?:表示|出力|教え|見せ|公開|開示)',
  ),
  rule(
    'chat-markup',
    '<\\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|begin_of_text)\\|>',
    '\\[/?inst\\]|<</?sys>>',
    '<\\/?(?:system|system-reminder|system_prompt|system-prompt|function_calls|function_results|tool_call|tool_calls|tool_result|tool_use|assistant_instructions|hidden_instructions)>',
    '(?:^|\\n)#{2,4} ?(?:system|instruction|assistant) ?:\\s{0,2}\\n',
    '<important>[\\s\\S]{0,400}\\b(?:tool|assistant|you must|do not|before|user)\\b',
  ),
  rule(
    'send-away',
    "\\b(?:send|forward|upload|post|exfiltrate|transmit|leak|e-?mail|copy)\\s(?:(?:all|the|any|every|this|that|your|contents?|full|entire|of|complete|user'?s?|their)\\s){1,6}(?:memor(?:y|ies)|conversations?|chat history|messages|secrets?|credentials?|passwords?|tokens?|api keys?|environment variables|private keys?|files?)\\b[^.!?\\n]{0,40}\\bto\\s(?:https?://|[\\w.-]{1,64}@[\\w-]{1,60}\\.|the (?:following|url|address|attacker|webhook))",
    '!\\[[^\\]]{0,100}\\]\\(https?://[^)\\s]{1,200}[?&](?:(?:data|secrets?|memor(?:y|ies)|conversation|payload)=|[\\w-]{1,30}=(?:\\{|%7b|<|\\[|\\$\\{))',
  ),
];
