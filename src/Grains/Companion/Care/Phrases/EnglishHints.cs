namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>English, by concept: intent and means, preparation, farewell, absence, burden, threats by others.</summary>
internal static class EnglishHints
{
    public const string Text = """
        [exact]
        bride bridges bridged trains trail brain stream cabin knit knives robe ropes gone guns sleet sheep jumper jumpers voiced choice choices vice price note notice noise moose goose loose nose
        [short]
        hell = he will; shell = she will; theyll = they will; werent = were not; nobodys = nobody is; youll = you will
        [sets]
        intent = (feel|feeling|felt) like | (want|wanted|wanting|need|going|tempted|ready|plan|planning|planned|decided|urge|prefer|enough) to | (think|thinking|thought|thoughts|dream|dreaming|fantasize|fantasise|fantasizing|imagine|imagining|imagined|picture|picturing|daydream|daydreaming|idea|visions|considering|contemplating) | (should|might|may|could|would|will|wonder|why not|urge)
        drug = pills|pill|tablets|tablet|meds|medication|medications|medicine|medicines|painkillers|painkiller|sedatives|insulin|paracetamol|tylenol|ibuprofen|aspirin|acetaminophen|antidepressants|capsules|benzos|oxy|opioids|xanax|valium|tramadol|codeine|morphine|fentanyl|ambien|sleepers|prescriptions|prescription|syrup
        gun = gun|pistol|rifle|shotgun|revolver|handgun|firearm|glock
        arm = gun|pistol|rifle|shotgun|revolver|handgun|knife|knives|machete|axe|weapon|hammer
        blade = razor|razors|blade|blades|razorblade|boxcutter|lighter|cigarette|cigarettes|flame|scissors|needle|matches|sharpener
        body = arm|arms|wrist|wrists|forearm|forearms|thigh|thighs|leg|legs|skin|stomach|hip|hips|ankle|ankles|hand|hands|palm|face
        high = bridge|roof|rooftop|cliff|balcony|edge|ledge|overpass|railing|railings|parapet|building|window|tower|viaduct
        rail = train|trains|tracks|track|rails|subway|metro|tube|platform
        road = traffic|bus|truck|lorry|car|cars|road|highway|motorway|freeway|tram
        one = he|she|they|husband|wife|boyfriend|girlfriend|ex|dad|stepdad|stepfather|father|mom|mum|mother|brother|partner|uncle|someone|somebody|guy|man|men|stalker|neighbour|neighbor|son|bf|gang
        other = he|she|they|friend|friends|brother|sister|mom|mum|mother|dad|father|son|daughter|husband|wife|boyfriend|girlfriend|partner|ex|roommate|flatmate|cousin|girl|boy|guy|kid|child|student|students|pupil|coworker|colleague|neighbour|neighbor|someone|somebody|who|uncle|aunt|bestie|bff|bf|gf|teen|teenager|nephew|niece|classmate|grandpa|grandma|grandfather|grandmother|teammate|patient
        gone = (am|was|were|be) ~1 (gone|dead) | (am|was|were) not ~1 (here|around|alive|there|born) | died|die|disappeared|disappear|vanished|vanish | (left|leave) this (world|earth|life) | (did|do) not (exist|wake) | (never|stopped) (existed|existing)
        absent = (will|would|am|are|might|may|can) ~1 not ~2 (be|going to be|think i will be|see myself being) ~1 (here|around|alive|there)
        [explicit]
        # Means: vehicle, train, height, water
        <intent> ~5 (drive|driving|crash|crashing|swerve|swerving|steer|steering|ram|ramming|slam|slamming|veer|veering|run|running|turn|turning) ~6 (into|off|against) ~3 (wall|tree|traffic|bridge|cliff|river|lake|pole|truck|lorry|bus|oncoming|barrier|guardrail|post|rocks|ditch|median|wrong)
        <intent> ~4 (walk|walking|step|stepping|jump|jumping|leap|leaping|throw|throwing|fling|run|running|wander|wandering) ~3 (into|in front|under|out in|onto) ~3 (<road> | <rail> | sea|ocean|river|lake|water|waves|street)
        <intent> ~4 (jump|jumping|leap|leaping|step|stepping|throw|throwing|fall|falling|let go|letting go) ~3 (off|from|out|over) ~3 <high>
        (lie|lying|lay|laying|laid|sit|sitting) ~2 on ~1 (tracks|track|rails|highway|motorway)
        <intent> ~6 (let go|letting go|hands off|take my hands) ~3 (wheel|handlebars|steering)
        (close|closing|closed) my eyes ~6 (wheel|drive|driving|highway|freeway|motorway)
        <rail> ~10 (how easy | what if i ~1 (jumped|stepped|fell) | (step|stepping|jump|jumping|leap) ~2 (off|in front|forward|out|onto|$))
        <high> ~8 (how easy | what if i ~1 (jumped|stepped|fell) | (step|stepping|letting go|let go) ~1 (off|over|forward|go))
        how easy ~3 (be|is) ~3 (jump|step|slip|let go|fall|end|stop|disappear|die|swallow|pull|drown|over)
        if i (jumped|jump|fell|stepped) ~6 (hurt|die|quick|survive|anyone|notice|over|off|from|dead|care)
        (standing|stood|sitting|sat|climbed|waiting) ~3 (roof|rooftop|ledge|edge|tracks|overpass|railing|parapet|cliff|viaduct)
        (standing|stood|sitting|drove|went|walked|going|back|drawn) ~3 (on|to|at) ~1 (the|that|this) bridge ~6 (again|alone|tonight|hour|hours|water|night|below|crying|now|jump)
        (drown|drowning|freeze|freezing|gas|gassing|suffocate|suffocating) (me|myself) ~2 (in|with|tonight|to death)?
        (walk|walking|swim|swimming|walked) ~2 (into|out to|in) ~2 (sea|ocean|river|lake|water) ~6 (not|never) ~2 (come|coming|turn|return|back|stop)
        # Means: medicine
        (stockpil*|hoard*|stash*) ~6 <drug>
        (saving|saved|save|collecting|collected|putting|put|set|setting|hiding|hid|hidden|keeping|kept|gathering|gathered|storing) ~1 (up|aside|away|back|by)? ~5 <drug>
        <drug> ~2 (saved|hidden|stashed|hoarded|stockpiled|stocked|lined|laid) ~1 (up|out|away|under|in)?
        (counting|counted|staring|stare|looking) ~1 (at|out)? (my|the|all) ~3 <drug> ~4 (again|enough|tonight|table|front|would|over|bottle)
        (enough|have the|got the|have all the) ~2 <drug> ~8 (job|work|die|kill|end|end it|do it|sleep forever|never|not wake|finish|good)
        how (many|much) ~4 <drug> ~8 (die|kill|lethal|fatal|not wake|never wake|overdose|end|forever|dangerous|too many|do it|would it|to take so)
        (lethal|fatal|deadly) (dose|amount|overdose)
        (took|taken|swallowed|downed|popped|drank|chugged|drunk|ate|taking|swallowing) ~4 (whole|entire|full|all|every|rest|bottle|box|pack|packet|strip|handful|two boxes) ~5 (<drug> | bleach)
        (took|taken|swallowed|downed|popped) ~3 (<many> | ten|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozens) ~3 <drug>
        (drank|drink|drinking|swallowed|swallow|chugged) ~3 (bleach|antifreeze|poison|pesticide|detergent|ammonia|drain)
        # Means: gun, rope, ways
        (have|bought|buy|buying|got|found|took|loaded|loading|own|hold|holding|know where|get|borrow|steal|cleaned|cleaning) ~5 <gun>
        <gun> ~9 (loaded|bullets|bullet|nightstand|closet|code|combination|mouth|temple|in my hand|in my lap|thinking about it|calling me)
        (bullet|gun|barrel) ~2 (in|through|to|into) my (head|brain|mouth|skull|heart|temple)
        (blow|blowing|blew) ~1 my (brains|brain|head)
        (swallow|eat) a bullet
        (bought|buy|buying|got|found|have|took|ordered|tied|tying|made|learned|practising|practicing) ~5 (rope|noose)
        noose
        (googled|googling|google|researching|researched|research|searching|searched|looking up|looked up|reading about|looking for) ~5 (painless|lethal|how to die|ways to die|hurts|hurt|overdose|hang|noose|dying|suicide|death|quickest|fastest)
        (painless|quick|quickest|easiest|fastest|least painful|peaceful|clean|surest) ~2 (death|way out|way to die|way to go|ways to die|way to end|method|methods|way to do it)
        (way|ways|method|methods|how) ~2 (to die|to end my|to kill my|of dying|to end it)
        # Hurting oneself
        <blade> ~6 (my|against|across|into) ~2 <body>
        (held|hold|holding|put|press|pressed|pressing|drag|dragged|ran|use|used|using|took|got|hid|hide|hiding|keep|bought) ~3 <blade> ~6 (<body> | feel something | bleed|bleeding|again|relief|cut|myself)
        (cut|cutting|carve|carved|carving|burn|burning|burned|burnt|scratch|scratching|scratched|hit|hitting|punch|punching|punched|bite|biting|slice|slicing|sliced|bang|banging|banged|smash|smashing|pinch|pinching) ~2 my ~2 (<body> | head) ~7 (until|bleed|bleeds|bleeding|bled|blood|relief|calm|numb|purpose|punish|deserve|bruise|bruised|again|feel better|feel something|helps|the pain)
        (cut|cutting|burn|burning|burned|burnt|hit|hurt|hurting|punch|punching) myself ~4 (again|tonight|purpose|calm|relief|feel|cope|helps|daily|every|last night|because i|so i|when i)
        (need|want|urge|deserve) to (bleed|see blood|feel pain|see myself bleed|make myself bleed|burn my|cut (again|myself|deep|deeper|my|tonight|$))
        (fresh|new|more|hiding|hide) ~2 (cuts|scars|cut marks) ~3 (on|my|arm|arms|sleeves)
        (not safe|unsafe) ~1 (with|from|by|around|alone) ~1 (myself|tonight|$)
        not trust myself ~3 (alone|tonight|with|around|near|not to|right now|here)
        # Voices
        (voice|voices|demon|demons|devil|satan|shadow|shadows|head|god) ~5 (tell|tells|telling|told|say|says|saying|order|orders|ordering|command|commanding|want|wants|scream|screaming|whisper|whispering|keep|repeat|yelling) ~7 (kill|die|jump|hurt|harm|cut|end it|end my|burn|stab|do it|deserve|hang|shoot|suicide|join them)
        (want|wanted|thoughts|thinking|thought|urge|urges|scared|afraid|tell|telling|might|impulse) ~5 (hurt|hurting|kill|killing|harm|harming|smother|smothering|drown|drowning|shake|shaking|throw|throwing|stab|stabbing) (my|the) (baby|newborn|infant|child|children|kids)
        # Threatened by another
        <one> ~8 (kill|murder|shoot|stab|strangle|bury|burn|beat|hurt|end|find) ~1 (me|us|my (kids|children|mom|mother|family|sister|baby|son)) ~4 (if (i|we) ~2 (leave|left|tell|told|go|call|scream|talk|report|break|divorce|move))
        if i ~3 (leave|tell|told|call|go|report|scream|break|divorce) ~8 (kill|murder|shoot|stab|bury|hurt|strangle) ~1 (me|us|my)
        put me in ~1 (ground|coffin|grave|hospital|morgue|box)
        (dig|digging|find|found) my (grave|body)
        <one> ~8 <arm> ~8 (door|outside|at me|at us|scared|hiding|locked|threat*|throat|neck|house|head|kids|children|afraid)
        (door|outside|hiding|locked|threat*|scared|window|break|breaking|broke) ~8 <arm>
        <one> ~3 (has|got|have|with|grabbed|holding|holds|pulled|pulls|carries|carrying|waving|brought|took|bought|keeps|pointing|swinging) ~3 <arm>
        <one> ~3 (hits|beats|beat|punches|punched|kicks|kicked|slaps|slapped|chokes|choked|strangles|strangled|burned|shoved|smacks|hit|threw|throws|grabbed|hitting|beating|choking) (me|us)
        <one> ~4 (threatens|threatened|threatening) ~1 (me|us|to) ~6 (kill|knife|gun|hurt|burn|shoot|life|beat|stab|acid)
        (fear|scared|afraid|fearing|terrified) ~1 for (my|our) (life|lives)
        (afraid|scared|terrified) (to go home|of what he will|he will ~1 (kill|hurt|come|find)|of my (husband|boyfriend|dad|father|ex|stepdad))
        someone|somebody|man|men|stranger|ex ~1 (is|are)? ~1 (following me|breaking in|inside my|in my house|trying to get in|broke in|stalking me)
        [indirect]
        # Preparation
        (wrote|writing|written|write|finished|leaving|left|recorded|recording|recorded|made) ~4 (letter|letters|note|notes|video|videos|message|messages|goodbyes) ~10 (gone|after i|for after|goodbye|explaining why|forgive|last words|my death|no longer here|not here|do not hate|afterwards|when i am not)
        (put|putting|got|getting|have|having|set|all) ~2 affairs ~1 (in order|sorted|settled|ready|done)
        (wrote|written|writing|finished|signed|updated|made|making) my (will|last will|testament|last wishes)
        my will is ~1 (finished|written|done|signed|ready|in)
        (planned|planning|planned out|paid for|prepaid|arranged|arranging|chose|picked|songs for) ~2 my own? (funeral|cremation|burial|coffin|grave|gravestone)
        (left|leaving|wrote|written|put|here are) ~5 passwords ~8 (desk|envelope|note|when|after|find|drawer|safe|need them)
        passwords ~3 (are on|are in|for when|for after|on the|in the) ~4 (desk|drawer|envelope|note|table)
        i ~2 (picked|chosen|chose|set|know|decided) ~2 (date|day|day and time|the hour) ~6 (after|before|when|die|to go|leave|end|last|so i|so that|goodbye|nobody)
        (date|day) is (set|chosen|picked|decided)
        (found|finding|find) ~4 (home|someone|somebody|family|owner) ~4 (cat|dog|pet|pets|cats|dogs|rabbit) ~9 (anymore|gone|nothing|no longer|after i|ready|now i can|when i|keeps me)
        (gave|giving|given|give|giving away|leaving|donated) ~10 (will|do|would|am) ~1 not ~1 (be)? (need|needing|using|use) ~2 (it|them|that|this|any|anything|those|$)
        (gave|giving|given|give) away ~5 (everything|all|favorite|favourite|things|possessions|records|collection|jewelry|belongings|stuff) ~8 (need|where i|matter|point|goodbye|remember me|soon)
        # Farewell
        by the time ~4 (read|reads|see|sees|find|finds|get|gets|hear|hears|open|wake|notice|know|realise|realize) ~5 (this|it|that|out|me|late|gone)
        (if|when) ~2 (you|they|anyone|someone|she|he|mom) ~2 (reading|read|reads|see|sees|find|finds|found|hear|get) ~2 (this|it|letter|note|message|me) ~8 (gone|dead|not be|not here|no longer|too late|be over|forgive|already|peace)
        tell ~4 (was|is|were) not ~2 fault
        (^ | please | just | and | goodbye) tell ~4 i (love|loved|am sorry|tried|will always)
        (not|nobody is|no ones|never) ~2 fault ~8 (gone|goodbye|peace|tired|love you|forgive me)
        (forgive me|sorry) ~4 (for what i am (going|about) to | can not (do|go|keep|take|carry) ~2 (anymore|on|any more|any longer|longer))
        can not (do|take|bear|stand|handle) (this|it|the pain|this pain|another day|being me|things) ~1 (anymore|any more|any longer) ~6 (goodbye|sorry|forgive|love you|i am done|bye|please)
        (goodbye|bye|farewell) ~4 (and thank|thanks|thank) ~2 (for everything|you all|for trying)
        (thank you|thanks) for (everything|trying|all) ~6 (goodbye|bye forever|farewell|my last|last message|gone)
        done (fighting|struggling|trying|pretending|hurting|existing|suffering|with everything|with it all|with all of it|with this world) ~8 (goodbye|bye|peace|over|end|$|sorry|forever)
        made ~1 peace with (dying|death|going|leaving|it|that|the end|my end) ~4 (goodbye|now|tonight|ready|done|$)
        (my|the|a) last (christmas|birthday|summer|night|day|week|sunset|sunrise|meal|winter|weekend|spring|message|text|post|chat|words|conversation) ~2 (ever|on earth|alive|forever|with you|i will|to you|to anyone|before i)
        (this|it) ~1 (is|will be|was) ~1 my last (christmas|birthday|night|summer|winter|message|text|post|sunset|sunrise|words|chat|spring|conversation)
        # Absence in the future
        <absent> ~5 (for it|to see|for my|for your|anymore|any longer|much longer|by then|next|tomorrow|christmas|morning|monday|when|long|after|new year|summer|birthday|graduation|spring|weekend|friday|then)
        <absent> ~1 $
        (not|never|hardly|barely) ~3 (see|picture|imagine|seeing) ~1 (myself|me) ~1 (making it | reaching | turning | getting to | getting old | getting older | growing | being alive | being here | alive | being around | past | lasting | at (<number>|thirty|forty|twenty) | (living|going) past | graduating|older)
        (not|never|doubt|hardly) ~4 (make it|live|last|survive|get) (past|to see|through the night|through tonight|through this night|another (year|month|winter|night|day|week)|to (<number>|eighteen|twenty|thirty|adulthood)|until (<number>|christmas|summer|spring)|to christmas|to the end of the (week|month|year)|that long|much longer)
        (no | not ~2 (a|any)?) future ~2 (for me|for myself|anymore|any more|left|ahead|at all|$)
        (imagine|doubt|surprised|funny|think|bet|if|unless) ~5 (still)? ~1 (alive|here|around) ~2 (next|by|in) ~2 (year|month|week|summer|winter|christmas|birthday|spring|then|years)
        soon ~2 (i|it|this|everything|all|none|nothing|the pain) ~7 (over|gone|free|done|end|matter|hurt|peace|stop|quiet|finished|feel)
        (it|this|everything|all|pain|suffering) ~3 (will|be|is) ~3 over ~1 soon
        i ~1 (will|am going to) ~1 (finally|soon) ~2 (be free|be at peace|rest|be gone|be with|sleep|have peace)
        i will be (gone|dead|no more|out of your|out of everyones) ~2 (soon|tomorrow|by|tonight|for good|forever|then|$|hair|way|morning)
        (not|never|no longer|without having to) ~2 (have|need) to (worry|deal|bother|put up|care|look after|pay|suffer) ~2 me ~1 (anymore|any more|any longer|much longer|soon|again|after|ever|for long|now)
        # Sleeping for ever, disappearing
        (sleep|asleep|close my eyes|rest|bed) ~7 (forever|for good|eternally|last time|never open|never come|permanently|not open|never again|not come back|for eternity)
        (want|wish|need|like|rather|could|let me|please|ready|going) ~3 (disappear|vanish|evaporate|fade away|dissolve|be gone|be erased|cease to exist|not exist|stop being|leave this) ~3 (forever|for good|completely|world|everything|never|without a trace|permanently|everyone|off the face|tonight|earth|from here|$)
        (want|wish|need|try|trying) ~2 (not be here|not exist|not be alive|to not be|to stop being|it to be my last|to be nothing|to be nowhere|to be no more)
        (nobody|no one|noone|who|anyone|anybody|everyone|they|you) ~3 (notice|miss|care|know|realize|realise|cry|look|mind|remember|sad|relieved) ~5 (if|when|once) i ~3 <gone>
        (nobody|no one|noone|who|anyone|anybody) ~3 (notice|miss|care|cry) ~4 i ~2 (gone|disappeared|vanished|died|dead)
        # Burden
        (am|being|be|been|become|was|such|just|nothing but) ~3 (burden|deadweight|dead weight|waste of space|waste of oxygen|waste of air|waste of breath)
        burden (to|on|for) (everyone|everybody|my|them|you|people|others|him|her|the family)
        (better|easier|happier|lighter|free|freer|relieved|peace|simpler|less trouble|richer) ~6 (without me | (if|when|once|after) i ~2 <gone>)
        (worth|useful|help|helps|do) ~2 more ~3 (dead|gone|if i die|when i am gone)
        (worth more|more use|more good|better) dead
        insurance ~8 (than i do | than me | than i am | worth more | when i am | once i am | if i (die|died|am|was|were) | covers suicide | pay out)
        # Nothing to go on for
        (no|not|nothing|without|what is|never|any) ~3 (see|know|understand|find|point|reason|why|sense|use|purpose) ~4 (go on|going on|keep going|live|living|carry on|carrying on|continue living|be alive|being alive|stay alive|staying alive|existing|exist|waking up|wake up|keep living|keep breathing|get up|be here anymore|for me to be here|in me being)
        (wish|hope|hoping|wishing|pray|praying|want|like|if only|not mind|not care|wouldnt) ~6 (bus|car|truck|train|lorry|plane|meteor|lightning|van) ~4 (hit|hits|run|runs|ran|kill|kills|crash|crashes|flatten|crush|strike|strikes|hitting|take) ~2 me
        (wish|hope|hoping|wishing|pray|praying|want|mind|not care|rather|glad) ~6 (hit|run over|flattened|crushed|struck) by ~2 (<road> | <rail> | lightning)
        (wish|hope|hoping|wishing|pray|praying) ~4 (cancer|tumor|tumour|heart attack|heart stops|heart would stop|accident|illness|aneurysm|crash|something) ~7 (me|kills|happens|happen|terminal|ends|end|over|finish|in my sleep|take|takes)
        (die|pass|go|dying) in my sleep
        (god|lord|jesus|heaven) ~3 take me ~1 (already|now|please|tonight|home|soon|too|away)
        (want|going|ready|soon|rather|time|wish|let me) ~3 (join|follow|reunited|be with|go to) ~3 (him|her|them|wife|husband|mom|dad|mother|father|son|daughter|brother|sister|grandma|grandpa|baby) ~3 (in heaven|up there|on the other side|in the grave|wherever they|in death|in the afterlife)
        (ready|want|time) to ~1 (meet my maker|meet god|leave this earth|leave this world|go home to|check out of life|go now forever)
        (have|got|made) a plan ~4 (die|end|go through|not wake|tonight|pills|rope|how i|to kill|and a date)
        # The pull of a place, what if, what is left behind
        (keep|kept|keeping|have|stash|got) ~6 <drug> ~8 (for when i|had enough|right day|right time|the right night|for the day|in case i|one day i|when it gets|my way out|exit plan)
        (<high> | <rail> | <gun>) ~4 (not scare|not scared|calls me|calling me|calls to me|pulls me|pulling me|tempting|tempts|looks inviting|my exit)
        what if i ~2 (drove|jumped|stepped|let go|took|swerved|ran|fell|swallowed|did it|pulled the trigger) ~5 (off|cliff|wall|bridge|them all|all of|whole|train|tree|into|over|tonight|now)
        (wrote|writing|written|left) (everyone|everybody|them|my kids|each|all of them|each of them|my parents|my family) ~2 (letter|letters|note|notes)
        (cleaned|cancelled|canceled|paid|packed|sorted|organized|organised|tidied|labelled|labeled|settled|wrote|arranged) ~14 (for after | after i am | after me | when i am gone | easy for them | easier for them | not a burden | have to clean up)
        (nothing|no one|nobody) ~1 (left|keeps|keeping|holds|holding) ~1 (me|to do|to stay|to keep)? ~1 (here|for me here|stay for|in this world|on this earth|hold on to)
        (do not|no need to|no point) ~1 (bother|buy|buying|plan|planning|book|booking|save|saving|get|getting) ~6 (me|my|for me) ~12 not ~2 (make it|be here|be there|be around|need|see it|live)
        (they|everyone|family|mom|kids|people|parents|everybody|she|he) ~4 (cry|grieve|mourn|be sad|miss me|be upset) ~10 (move on|get over|be fine|forget|be ok|be okay|be better)
        (it|this|everything) ~2 all be over
        (wish|hope|hoping|wishing|pray|praying|want|beg|begging) ~4 heart ~4 (stop|stops|stopped|stopping|give out|gives out|quit)
        why ~3 (keep living|go on living|stay alive|continue living|live when|live if|live without|still alive|still breathing|bother living|bother waking|keep breathing|live anymore)
        (took|taken|drank|drunk|swallowed|downed) ~5 (rest of|whole|entire|full) ~2 bottle ~8 (dizzy|sleepy|help|numb|blurry|heart|goodbye|sorry|scared|shaking|pills)
        (grabbed|grabs|took|takes|holds|pinned|held|dragged|drags|lifted) (me|her) ~2 (throat|neck|hair|wall)
        (came|comes|coming|went) (at|after) (me|us) ~3 <arm>
        [third]
        <other> ~6 (stop existing | stops existing | not exist | disappear forever | not be here | (be|is|was|are) better off dead | be gone | jump|jumps|jumping (off|from|in front|out) | end it | end it all | give up on life | (shoot|hang|kill|stab|hurt|drown) (himself|herself|themselves) | sleep forever | never wake | not wake up | no reason to live | nothing to live for)
        <other> ~4 (says|said|saying|told|writes|wrote|texted|messaged|posted|thinks|talks|keeps|jokes|joking) ~7 (die|dying|dead|goodbye forever|better off without|not be here|not be around|a burden|disappear|no point|no future|kill (himself|herself|themselves)|end it|bridge|suicide|last message)
        <other> ~4 (posted|sent|wrote|left|texted|uploaded|recorded|says|said|saying) ~5 (goodbye|goodbyes|farewell|last message|good bye|suicide) ~12 (phone|answer|answering|reach|disappeared|gone|find|missing|online|off|scared|worried|help|know what)
        <other> ~5 (giving|gave|gives) ~2 away ~4 (things|stuff|everything|belongings|possessions|favorite|favourite|all)
        (saw|seen|found|noticed|showed|shows|has|have|with|hiding|hides|spotted|discovered) ~4 (cuts|scars|razors|razor|blades|blade|noose|suicide note|burn marks|cut marks) ~5 (arm|arms|wrist|wrists|legs|thighs|forearm|forearms|room|bag|bed|drawer|backpack|sleeve|sleeves)
        <other> ~5 (hoarding|stockpiling|hiding|saving|collecting|bought|got|has|took|swallowed|taken) ~4 (pills|meds|tablets|noose|rope|sleeping pills|gun) ~8 (die|scared|worried|herself|himself|themselves|goodbye|unconscious|wake|waking|alone|depressed|note)
        <other> ~4 (standing|sitting|threatening|is|on|wants) ~3 (bridge|roof|ledge|balcony|tracks|rooftop|edge) ~5 (jump|scared|help|crying|down|police|alone|says)
        """;
}
