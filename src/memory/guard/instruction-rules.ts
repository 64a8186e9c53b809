/**
 * Text that orders the assistant about instead of telling it something. A wish of the person ("always answer in German", "use
 * tabs") is a memory like any other: these rules want an attack on what the assistant was told, on its tools, or on the person's
 * knowledge of it. Patterns are for lower case without accents; every quantifier has an end.
 */
import { OVERRIDES } from './override-rules.ts';

export type InstructionRule = { readonly name: string; readonly patterns: readonly RegExp[] };

const STARTS = '(?:^|[.!?:;,\\n"\'(*>#\\]-]\\s{0,3}|\\b(?:and|but|then|please|also|just|so|you must|you should|must|always)\\s)';
const ASSISTANT = '(?:assistant|claude|chatgpt|ai|agent|model)';
/** "The agent must run the lint command" is a rule of the house; what cannot wait is an order. */
const AT_ONCE = '(?:now|immediately|silently|at once|right away)';
/** About the note itself or the assistant, and not about something that a program shows: "never tell the user their reset failed". */
const OF_ITSELF =
  '(?=\\s?(?:[.,;:!)]|$|\\n)|\\s(?:about (?:this|it|these|that)|anything(?! about (?!this|these|it\\b|that\\b))|this|of this|that you|what you|why you|you)\\b)';
/** "Never push without asking the user"; it stands behind the "without", to be looked at only there. */
const UNLESS_NEVER = "(?<!\\b(?:never|not|n't|don'?t|nie|niemals|nicht|kein\\w{0,2}|jamais|pas|nunca|no)\\b(?! (?:hesitate|wait|bother))[^.!?,;:\\n]{0,80})";
const NOT_EVER = "(?<!\\b(?:never|not|n't|don'?t|avoid) )";
/** What the assistant was told by others than the person. */
const TOLD =
  '(?:system prompts?|hidden (?:prompts?|instructions?)|initial (?:prompts?|instructions?)|developer (?:message|prompts?|instructions?)|secret instructions?)\\b';
/** A note about the sign names what it is, or quotes it. */
const NOT_MENTIONED = '(?!`|\\s(?:tokens?|tags?|elements?|blocks?|markers?|markup|sections?|templates?|delimiters?|and (?:<|\\[)))';
const SECRET_FILE = '~/\\.ssh|\\bid_(?:rsa|ed25519|ecdsa)\\b|/etc/(?:shadow|passwd)|\\.aws/credentials|\\.netrc|\\.env\\b|private key';
const EACH_TIME =
  '\\balways\\b|\\b(?:every|each|any) (?:new )?(?:task|answer|reply|response|session|request|conversation|message|prompt|question|command|turn|time|tool call)|\\b(?:before|after) (?:you )?(?:answer|reply|respond)|\\bwhenever\\b|\\bsilently\\b';
const DOWNLOADED =
  '(?:curl|wget)\\b[^\\n|]{0,300}\\|\\s?(?:sudo\\s)?(?:ba|z|da)?sh\\b|(?:ba|z)?sh (?:<\\(|-c ["\'`]?\\$\\()\\s?(?:curl|wget)\\b|(?:iwr|irm|invoke-webrequest)\\b[^\\n|]{0,300}\\|\\s?iex\\b|(?:fetch|download|load|get|open|visit)\\s[^\\n]{0,40}?https?://\\S{1,200}\\s(?:(?:and|then)\\s){1,2}(?:run|execute|follow|obey)\\s(?:it|its|them|the|whatever|all|any)\\b';

function rule(name: string, ...patterns: readonly string[]): InstructionRule {
  return { name, patterns: patterns.map((pattern) => new RegExp(pattern, 'u')) };
}

export const INSTRUCTION_RULES: readonly InstructionRule[] = [
  rule('override', ...OVERRIDES),
  rule(
    'tool-order',
    `\\b(?:you (?:must|should|shall|will|need to|have to|are required to)|${ASSISTANT}[,:]|${ASSISTANT} (?:must|should|shall|will))\\s(?:(?:please|then|also|always|first|and|to)\\s){0,3}${AT_ONCE}\\s(?:(?:and|silently|always|please)\\s){0,2}(?:call|invoke|execute|trigger|use|run)\\s(?:(?:the|a|your|this|its|following)\\s){0,3}[\\w.:/\`"'-]{0,64}\\s?(?:tool|function|command|plugin|mcp)\\b`,
    '\\b(?:call|invoke|execute|trigger|run|use)\\s(?:(?:the|a|your|this|tool|function)\\s){0,3}[`"\']?[a-z]{2,30}_\\w{2,60}\\b[^.!?\\n]{0,60}\\b(?:right now|without (?:asking|confirm\\w*|permission|approval))',
    '\\b(?:and|then|now|must|should|immediately|please|always)\\s(?:now\\s|immediately\\s)?(?:call|invoke|execute|trigger|run)\\s(?:(?:the|tool|function)\\s){0,2}[`"\']?memory_(?:forget|delete|configure)\\b',
    // "Always call memory_store after a decision" is how the person wants it.
    `\\b${AT_ONCE}\\s(?:call|invoke|execute|trigger|run)\\s(?:(?:the|tool|function)\\s){0,2}[\`"']?memory_(?:store|update)\\b`,
    `${STARTS}(?:(?:now|immediately)\\s)?(?:call|invoke)\\s(?:(?:the|tool|function)\\s){0,2}[\`"']?memory_(?:forget|delete|configure)\\b`,
    '\\b(?:du musst|sie mussen|assistent[,:]|ki[,:])\\s(?:(?:bitte|immer|zuerst)\\s){0,2}(?:jetzt|nun|sofort|umgehend)\\s(?:(?:das|die|den)\\s)?[\\w`"\'.:-]{0,64}\\s?(?:das\\s|die\\s)?(?:werkzeug|tool|funktion)\\b[^.!?\\n]{0,60}\\b(?:aufrufen|ausfuhren|benutzen|verwenden|nutzen)',
    '\\b(?:rufe?n?|fuhre?n?|appelle[rz]?|execute[rz]?|llamar?|ejecutar?|invocar?)\\b[^.!?\\n]{0,40}\\bmemory_(?:forget|delete|configure)\\b',
    '\\b(?:llama|ejecuta|invoca)\\s(?:a\\s)?la herramienta\\s[^.!?\\n]{0,30}\\b(?:ahora|inmediatamente|ya)\\b',
    '\\b(?:rufe?n?|fuhre?n?)\\s(?:sie\\s)?(?:(?:jetzt|nun|sofort|bitte|umgehend)\\s){1,3}(?:das|die|den)?\\s?[\\w`"\'.:-]{0,40}\\s?(?:werkzeug|tool|funktion)\\b',
    "\\b(?:tu dois|vous devez|il faut)\\s(?:(?:maintenant|immediatement|tout de suite)\\s(?:appeler|executer|invoquer|utiliser|lancer)|(?:appeler|executer|invoquer|utiliser|lancer)\\s(?:maintenant|immediatement))\\s(?:l'|la |le )?(?:outil|fonction|commande)\\b",
    "\\b(?:appelle|appelez|execute|executez|invoque|invoquez)\\s(?:(?:maintenant|immediatement|tout de suite)\\s){1,2}(?:l'|la |le )?(?:outil|fonction|commande)\\b",
    '\\b(?:debes|debe|tienes que|tiene que|hay que)\\s(?:(?:ahora|inmediatamente|ya)\\s(?:llamar|ejecutar|invocar|usar|utilizar)|(?:llamar|ejecutar|invocar|usar|utilizar)\\s(?:ahora|inmediatamente|ya))\\s(?:a )?(?:la |el )?(?:herramienta|funcion|comando)\\b',
    '\\b(?:llama|llame|ejecuta|ejecute|invoca|invoque)\\s(?:(?:ahora|inmediatamente|ya)\\s){1,2}(?:a )?(?:la |el )?(?:herramienta|funcion|comando)\\b',
    '(?:现在|立即|立刻|马上)(?:就|先)?(?:调用|执行|运行|使用)[^。！？\\n]{0,40}(?:工具|函数|命令|memory_)',
    '(?:今すぐ|直ちに|ただちに|即座に)[^。！？\\n]{0,40}(?:ツール|関数|コマンド|memory_\\w{1,20})(?:を|に)?[^。！？\\n]{0,10}(?:呼び出|実行|起動|使)',
  ),
  rule(
    'when-read',
    '\\b(?:when(?:ever)?|if|once|after|as soon as)\\s(?:you|the (?:assistant|ai|model|agent|llm)|an? (?:assistant|ai|model|agent|llm)|any (?:assistant|ai|model|agent))\\s(?:ever\\s)?(?:(?:see|find|receive|encounter|sees|finds|receives|encounters)\\s(?:this|these)\\s(?:memor\\w{1,4}|notes?|entr\\w{1,4}|instructions?)|(?:read|recall|retrieve|process|load|are reading|reads|recalls|retrieves|processes|loads)\\s(?:this|these)\\s(?:memor\\w{1,4}|notes?|messages?|texts?|entr\\w{1,4}|instructions?|lines?|documents?|contents?))\\b',
    '\\b(?:when(?:ever)?|once|each time|every time|as soon as)\\sthis\\s(?:memory|note|entry)\\s(?:is|gets|has been)\\s(?:ever\\s)?(?:recalled|retrieved|loaded|read by (?:you|an? (?:ai|assistant|agent|model)))\\b',
    "\\bif you(?:'re| are) an? (?:ai|llm|(?:large )?language model)(?: (?:assistant|agent|model|system))?[,:]",
    "\\bif you(?:'re| are) an? (?:ai|llm|(?:large )?language model|(?:ai )?(?:assistant|agent|chatbot|bot)),?\\s(?:reading|processing|seeing|ignore|disregard|do not|you must|please|reply|respond|answer)\\b",
    '\\b(?:ai|llm|language model)s? ?(?:agents?|assistants?|models?)?\\s(?:reading|processing|seeing|that reads?|who reads?)\\s(?:this|these)(?:\\s(?:memor\\w{1,4}|notes?|messages?|texts?|entr\\w{1,4}|instructions?|lines?|must|should|shall|will|have to|please)\\b|[,:])',
    '\\b(?:upon|on|after)\\s(?:reading|seeing|recalling|retrieving|processing|receiving)\\s(?:this|these)\\s(?:memor\\w{1,4}|notes?|messages?|texts?|entr\\w{1,4}|instructions?)\\b',
    '\\b(?:wenn|sobald|falls)\\s(?:du|sie)\\s(?:diese[nsr]?)\\s(?:erinnerung|notiz|nachricht|text|eintrag|hinweis|anweisung)\\w{0,3}\\s(?:liest|lesen|siehst|sehen|abrufst|abrufen|findest|verarbeitest)',
    '\\b(?:quand|lorsque|des que|si)\\s(?:tu|vous)\\s(?:lis|lisez|vois|voyez|rappelles|recuperez|trouves|trouvez)\\s(?:cette|ce|ces)\\s(?:note|souvenir|memoire|message|texte|instruction)',
    '\\b(?:cuando|si|al)\\s(?:leas|lea|veas|vea|leer|ver|recuperes|recuperar|encuentres)\\s(?:esta|este|estas|estos)\\s(?:nota|memoria|recuerdo|mensaje|texto|instruccion)',
    '(?:当|一旦|如果)?(?:你|您)?(?:(?:读到|读取|检索到|阅读)(?:了)?(?:这条|此|这个|该|本|这段)(?:记忆|笔记|消息|文本|内容|信息|指令)|看到(?:了)?(?:这条|此|这个|该|本|这段)(?:记忆|笔记|指令))(?:时|后|之后|，|,)',
    '(?:この|これらの)(?:(?:メモ|記憶|指示)を見た|(?:メモ|記憶|メッセージ|テキスト|文章|指示)を(?:読んだ|読み込んだ|取得した|思い出した))(?:ら|とき|時|場合|後)',
  ),
  rule(
    'secrecy',
    `${STARTS}(?:do not|don'?t|never)\\s(?:ever\\s)?(?:tell|inform|notify|warn|alert|mention (?:this|it|that|anything) to|reveal (?:this|it|that|anything) to|show (?:this|it|that) to|disclose (?:this|it|that) to|say (?:this|anything) to)\\s(?:the\\s)?(?:user|human|person|owner|operator)s?${OF_ITSELF}`,
    `${STARTS}(?:do not|don'?t|never)\\slet\\sthe (?:user|human|person|owner|operator)s? (?:know|find out|notice|learn)${OF_ITSELF}`,
    `\\bthe (?:user|human|owner|operator)s? (?:must|should|may|can|shall) (?:never|not) (?:ever )?(?:know|find out|notice|learn)${OF_ITSELF}`,
    "\\bdo (?:this|it|so|that) without the (?:user|human|owner|operator)'?s (?:knowledge|consent|approval|permission)\\b",
    `${STARTS}(?:do not|don'?t|never)\\s(?:ever\\s)?(?:reveal|disclose|mention|admit|say|show|let on)\\sto (?:the\\s)?(?:user|human|person|owner|operator)s? (?:that you|what you|why you|this|these|anything about (?:this|these))\\b`,
    `\\bwithout${UNLESS_NEVER}\\s(?:telling|informing|asking|notifying|alerting|warning|consulting|mentioning (?:it|this) to)\\s(?:the\\s)?(?:user|human|owner|operator)\\b`,
    '\\b(?:hide|conceal|keep)\\s(?:this|it|that|these|the following|everything)(?:\\s(?:hidden|secret|a secret|confidential|silent|instruction|message|note|memory))?\\s(?:secret\\s)?from\\s(?:the\\s)?(?:user|human|owner|operator)\\b',
    "\\b(?:and|but|then|please|always)\\s(?:hide|conceal|(?:never|do not|don'?t)\\s(?:say|admit|reveal|mention|disclose))\\s(?:the fact )?that you\\s(?:did|do|were|have|had|added|inserted|changed|sent)\\b",
    `${STARTS}(?:do not|don'?t|never)\\s(?:mention|reveal|disclose|acknowledge|repeat|admit)\\s(?:the existence of\\s)?(?:this|these)\\s(?:instructions?|memor\\w{1,4}|notes?|messages?|rules?|prompts?)\\b`,
    '\\b(?:sag|sage|sagen sie|verrate|verraten sie|erzahl|erzahle|teile|informiere|informieren sie|erwahne)\\s(?:es\\s|das\\s|dies\\s|davon\\s)?(?:dem|den|der|gegenuber dem)\\s(?:nutzer|benutzer|anwender|menschen|user)(?:in)?\\s(?:nichts|nicht|niemals|nie|kein)',
    '\\b(?:du darfst|darfst du|sie durfen)\\s(?:es\\s)?(?:dem|den|der)\\s(?:nutzer|benutzer|anwender|menschen|user)(?:in)?\\s(?:\\w{1,12}\\s){0,2}(?:nichts|nicht|nie)',
    '\\bder (?:nutzer|benutzer|anwender|mensch|user) darf (?:davon |das |dies |es )?(?:niemals |nie )?(?:nichts |nicht |nie )?(?:davon |hiervon )?(?:erfahren|mitbekommen|bemerken)\\b',
    `\\bohne${UNLESS_NEVER}\\s(?:es\\s|dies\\s)?(?:dem|den|das)?\\s?(?:nutzer|benutzer|anwender|menschen|user)\\s(?:zu fragen|zu informieren|mitzuteilen|zu sagen|davon)`,
    "\\b(?:ne (?:dis|dites|revele|revelez|montre|montrez|parle|parlez)|n'(?:informe|informez|avertis|avertissez|en parle|en parlez))\\s(?:(?:rien|pas|jamais|cela|ceci|de|le)\\s){0,3}(?:a |au )?(?:l'utilisateur|l'utilisatrice|l'humain|utilisateur)",
    `\\bsans${UNLESS_NEVER} (?:le dire a|prevenir|demander a|informer|avertir|en parler a) (?:l'utilisateur|l'utilisatrice|l'humain)`,
    "\\bl'(?:utilisateur|utilisatrice|humain) ne (?:doit|devra) (?:pas|jamais|rien) (?:le |en )?(?:savoir|apprendre)\\b",
    '\\bel usuario no debe (?:saberlo|enterarse|saber (?:nada|esto))\\b',
    '\\bnao (?:conte|diga|revele|mostre|informe)\\s(?:(?:nada|isto|isso)\\s)?(?:ao|a)\\s(?:usuari[oa]|utilizador)',
    "\\bnon (?:dire|dirlo|rivelare|mostrare|informare)\\s(?:(?:nulla|niente|questo)\\s)?(?:all'|l')utente",
    '(?<!\\p{L})не (?:говори|сообщай|рассказывай|показывай)\\p{L}{0,3}\\s(?:(?:об этом|этого|ничего)\\s)?(?:пользовател|юзер)\\p{L}{0,4}(?:\\sоб этом)?',
    '사용자에게\\s?(?:(?:이것을|이를|이걸|절대|아무것도)\\s?){0,2}(?:말|알리|보여)\\p{L}{0,3}\\s?(?:하지\\s?)?마',
    '\\bno\\s(?:se\\s)?(?:lo\\s|le\\s)?(?:digas|diga|reveles|revele|informes|informe|cuentes|menciones|muestres|avises)\\s(?:(?:nada|esto|lo|nunca|eso)\\s){0,2}(?:al|a la|a los)\\s(?:usuari[oa]s?|humano|persona)',
    `\\bsin${UNLESS_NEVER}\\s(?:decirselo|avisar|informar|preguntar|decir|notificar)(?:le)?\\s(?:nada\\s)?(?:al|a la)\\s(?:usuari[oa]|humano)`,
    '(?:不要|别|不得|切勿|请勿|禁止)(?:把|将)?(?:此事|这|这些|这件事|任何)?(?:(?:告诉|告知|透露给)(?:用户|使用者|主人)|让(?:用户|使用者|主人)(?:知道|发现|察觉))',
    '(?:用户|使用者|主人)不(?:应该|应|能|可以)知道(?:这|此)',
    '(?:ユーザー?|利用者|使用者)(?:に|には)[^。！？\\n]{0,15}(?:言わない|教えない|伝えない|知らせない|話さない|明かさない|秘密に|内緒に)',
  ),
  rule(
    'system-prompt',
    `${NOT_EVER}\\b(?:reveal|leak|disclose|dump|expose|recite)\\s(?:(?:me|us|them|him|all|of|the|your|its|full|entire|complete|exact|hidden|secret|verbatim)\\s){0,6}${TOLD}`,
    // "Show the system prompt in the debug panel" is said of a program.
    `${NOT_EVER}\\b(?:print|show|repeat|output|echo|send|give|tell)\\s(?:(?:me|us|them|him|back|out|all|of|the)\\s){0,4}(?:your|its|full|entire|complete|exact|verbatim)\\s(?:(?:of|your|full|entire|complete|exact|hidden|secret)\\s){0,4}${TOLD}`,
    '(?:^|\\n)[\\s#*>\\[(=-]{0,8}(?:new |updated |override )?(?:system (?:prompt|message|instructions?|override|notice|alert)|developer (?:message|mode)|admin(?:istrator)? (?:override|instructions?))[\\])*=-]{0,4}\\s{0,2}:\\s{0,3}(?:you (?!are an? |can |may )|ignore\\b|disregard\\b|forget\\b|obey\\b|comply\\b|from now on|the assistant (?:must|shall|will|is)\\b|(?:all|any) (?:previous|prior|safety|restrictions|rules|filters)\\b|new (?:instructions|rules)\\b)',
    '\\b(?:you are (?:now|no longer)|from now on,? you(?: are|.re))\\s(?:(?:in|a|an|the|operating|running|acting|as)\\s){0,4}(?:dan\\b|developer mode|debug mode|god mode|admin mode|jailbroken|unrestricted|unfiltered|uncensored|unaligned|bound|restricted|claude|chatgpt|an ai|root\\b)',
    '\\bfrom now on,? you\\b[^.!?\\n]{0,60}\\bno (?:restrictions|guidelines|filters|safety rules|content policy)\\b',
    '\\b(?:new|updated|real|actual|true|following)\\s(?:instructions?|objective|directive)s?\\s(?:from (?:the )?(?:developer|system|anthropic|openai|admin)|(?:override|replace|supersede)s?)',
    '\\b(?:zeige?|verrate|gib|nenne|wiederhole?)\\s(?:(?:mir|uns|deinen|den|ihren|vollstandigen|gesamten|kompletten|aus)\\s){0,4}(?:system-?prompt|systemanweisung\\w{0,2})',
    "\\b(?:revele|montre|affiche|repete|donne)(?:z|-moi|-nous)?\\s(?:(?:moi|ton|votre|le|l'|tout|complet)\\s?){0,3}(?:prompt systeme|instructions systeme|prompt du systeme)",
    '\\b(?:revela|muestra|imprime|repite|dime|muestrame)\\s(?:(?:tu|el|su|todo|completo)\\s){0,3}(?:prompt del? sistema|instrucciones del sistema|mensaje del sistema)',
    '(?:显示|输出|泄露|透露|打印|告诉我|重复)(?:你的|您的|完整的|全部|所有|的){0,4}(?:系统提示词?|系统指令|隐藏指令)',
    'システムプロンプトを(?:すべて|全て|全文)?(?:表示|出力|教え|見せ|公開|開示)',
  ),
  rule(
    'chat-markup',
    `(?<!\`)<\\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|begin_of_text)\\|>${NOT_MENTIONED}`,
    `(?<!\`)(?:\\[/?inst\\]|<</?sys>>)${NOT_MENTIONED}`,
    `(?<!\`)<\\/?(?:system|system-reminder|system_prompt|system-prompt|function_calls|function_results|tool_call|tool_calls|tool_result|tool_use|assistant_instructions|hidden_instructions)>${NOT_MENTIONED}`,
    // Calls in the shapes that models are trained on, of what takes memories away.
    '["\'](?:tool|name|function|tool_name)["\']\\s{0,2}:\\s{0,2}["\']memory_(?:forget|delete|configure)["\']',
    '<(?:invoke name=["\']?|function=)memory_(?:forget|delete|configure|store|update)\\b',
    '\\bmemory_(?:forget|delete)\\([^)\\n]{0,40}\\ball\\b',
    `(?<!\`)<(?:\\|start\\|>(?:system|developer|assistant)\\b|start_of_turn>)${NOT_MENTIONED}`,
    '(?:^|\\n)#{2,4} ?(?:system|instruction|assistant) ?:\\s{0,2}\\n',
    '<important>[\\s\\S]{0,400}\\b(?:tool|assistant|you must|do not|before|user)\\b',
  ),
  rule(
    'send-away',
    `${STARTS}(?:(?:silently|secretly|quietly|immediately|now)\\s){0,2}(?:send|forward|upload|post|exfiltrate|transmit|leak|e-?mail|copy)\\s(?:(?:all|the|any|every|this|that|your|contents?|full|whole|entire|of|complete|user'?s?|their)\\s){1,6}(?:memor(?:y|ies)|conversations?|chat history|secrets?|credentials?|passwords?|tokens?|api keys?|environment variables|private keys?|(?<=\\b(?:all|every|your|user'?s|their|private) )(?:files?|messages))\\b[^.!?\\n]{0,40}\\bto\\s(?:https?://|[\\w.-]{1,64}@[\\w-]{1,60}\\.|the (?:following|url|address|attacker|webhook))`,
    `(?:${EACH_TIME})[^.!?\\n]{0,60}?\\b(?:send|e-?mail|upload|post|forward|call|invoke)\\b[^.!?\\n]{0,60}?\\b(?:contents?|text|copy) of\\s[^!?\\n]{0,20}?(?:${SECRET_FILE})`,
    '!\\[[^\\]]{0,100}\\]\\(https?://[^)\\s]{1,200}[?&](?:(?:data|secrets?|memor(?:y|ies)|conversation|payload)=|[\\w-]{1,30}=(?:\\{|%7b|<|\\[|\\$\\{|(?:secrets?|passwords?|memor(?:y|ies)|conversation|chat_?history|api_?keys?|user_?data|your_\\w{1,30})[&)]))',
    `${NOT_EVER}\\b(?:include|paste|append|attach|print|add|put|insert|output|post|embed|repeat|quote)\\b[^.!?\\n]{0,60}(?:${SECRET_FILE})[^.!?\\n]{0,40}\\b(?:in|into|to|with|of)\\s(?:(?:all|every|each|any|of|your|the|following)\\s){0,3}(?:repl(?:y|ies)|answers?|responses?|outputs?)\\b`,
  ),
  rule('run-download', `(?:${EACH_TIME})[^\\n]{0,80}?\\b(?:${DOWNLOADED})`, `\\b(?:${DOWNLOADED})[^\\n]{0,60}?\\b(?:${EACH_TIME})`),
];
