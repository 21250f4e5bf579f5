namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>English: everyday uses of the words in <see cref="EnglishHints"/>.</summary>
internal static class EnglishHintsSafe
{
    public const string Text = """
        [sets]
        away = flying|flight|fly|travel|traveling|travelling|trip|visiting|visit|vacation|holiday|holidays|meeting|appointment|moving|moved|train|plane|away|doctor|dentist|skiing|abroad|conference|business|parents|shift|class|airport|wedding|leave|boarding|cruise|camping|move|honeymoon|hotel|office|substitute|beach|internship|visa
        play = game|games|match|level|boss|round|loot|minecraft|fortnite|warzone|cod|zelda|elden|npc|server|lobby|quest|movie|film|show|series|book|novel|scene|episode|song|play|story|character|chapter|season|theatre|theater|trailer|cosplay
        small = shaving|shave|shaved|cooking|chopping|oven|stove|pan|kettle|iron|accident|accidentally|mistake|kitchen|bread|onion|onions|onion|paper|grill|toast|vegetables|carrots|ball|dinner|lunch|recipe|hair|curling|garden|gardening|tattoo|waxing|coffee|tea|soup
        [safe]
        # Die for dye, and death as a figure
        (want|wanted|wanting|going|like|need|decided|plan|planning|should|just|ready|hope|wish|about|rather|thinking|prefer|think|could|might|will|would) ~5 (die|dying|dye) (my|her|his|the|it|some|both|them|our) ~5 (hair|beard|roots|tips|shirt|shirts|jeans|eggs|wool|fabric|dress|highlights|blue|red|pink|green|purple|black|blonde|brown|orange|silver|bangs|eyebrows)
        (would|could|to) die for
        want to die for ~3
        (killing|killed|kill|kills) it
        (want|going|have|need|wants) to (kill|murder) (this|that|the|it|my (workout|exam|interview|presentation|diet))
        (would|could|will|going to|want to) ~1 die ~2 (of|from|laughing|without coffee|without chocolate|without wifi|in (the|this|that|a) <play>)
        (deserve|want|wanted|going) to (die|kill) ~3 (game|boss|level|villain|character)
        # Sleep, soon, over, away
        (sleep|asleep|bed) ~3 forever ~6 (weekend|after|today|lol|haha|week|vacation|holiday|shift|cozy|cosy|sunday|saturday|blanket|flu|cold|jet)
        soon ~2 (it|this|everything|all) ~5 (over|done|finished|end|stop) ~8 (exam|exams|semester|winter|project|week|shift|school|renovation|left|finals|move|term|busy|season|deadline|holiday|holidays|vacation|summer|spring|thesis|treatment|braces|quarantine|construction|rain|rehab|war|marathon|weekend|class|classes|lesson|tests|test)
        (exam|exams|semester|winter|project|week|shift|school|renovation|finals|season|deadline|thesis|treatment|construction|term|surgery|tests|test|work) ~8 soon ~2 (it|this|everything|all) ~5 (over|done|finished|end|stop)
        (exam|exams|semester|winter|project|week|shift|school|finals|season|deadline|thesis|treatment|term|tests|test|movie|film|match|lesson|class|war|sale|summer|holidays|holiday) ~8 over ~1 soon
        soon ~2 (i|the) ~7 (over|gone|free|done|end|finished) ~6 (work|exam|exams|school|vacation|weekend|gym|dishes|homework|meeting|book|call|job)
        (will|would|am|are|might|may|do) ~1 not ~3 (here|around|there) ~12 <away>
        <away> ~10 (will|would|am|are|might|may) ~1 not ~3 (here|around|there) ~3
        (will|would|am|are|might|may) ~1 not ~3 (there|around|here) ~4 (meeting|class|party|practice|rehearsal|training|work|call|dinner|lesson|office)
        by the time ~12 (plane|holiday|vacation|landed|beach|asleep|meeting|flight|cold|sold|train|dinner|closed|finished|boarding|home)
        i will be (gone|out|away) ~6 (monday|tuesday|wednesday|thursday|friday|weekend|week|hour|days|<number>|vacation|holiday|flight|shop|store)
        (disappear|vanish|fade away|be gone) ~8 (embarrass*|ground|tripped|beach|island|cabin|weekend|woods|mountains|blanket|book|couch|tropical|greece|bali|forest|camping|phone|twitter|instagram|social)
        (embarrassing|embarrassed|cringe|awkward|blush|blushing) ~12 (disappear|vanish|die|be gone) ~1 $?
        (no|not) ~2 (a|any)? future ~3 (in|with|for) (this|the|that|him|her|us|our) ~2
        (not|never) ~3 (see|picture|imagine) ~1 (myself|me) ~4 (office|teacher|doctor|lawyer|house|kids|wife|husband|job|career|abroad|suburb|city|law|corporate|gym|parent)
        (not|never) ~3 (make it|last|survive|live|get) ~2 (past|another|to|until|much) ~4 (meeting|lecture|monday|class|heat|coffee|party|dinner|level|round|wedding|boring|final|finals|lunch|work|shift|season|without)
        # Means in daily use
        (saving|saved|save|collecting|collected|putting|put|set|keeping|kept|keep|hiding|hid|hidden|storing|gathering|have|setting|counting|counted|took|taking|enough) ~10 (pills|tablets|meds|medication|medicine|medications|painkillers|capsules|prescriptions|prescription|insulin|syrup|pill|tablet|ibuprofen|paracetamol|aspirin) ~8 (trip|travel|flight|holiday|vacation|journey|hike|dog|cat|allergy|hayfever|fever|fridge|pharmacy|chemist|pharmacist|doctor|nurse|organizer|organiser|box for the week|grandma|grandmother|grandpa|migraine|headache|boat|cruise|camping|seasick|kids|toddler|reach|mountains|prescribed|refill|recycling|cheese|treat)
        (saving|saved|keeping|packed|put|keep|took|got|set) ~3 (allergy|travel|nausea|seasick|motion|cold|vitamin|vitamins|headache|migraine|hay|cat|dog|blood pressure|cough|flea|worm|diet) ~2 (pills|tablets|meds|medication|medicine|capsules|pill|tablet|syrup)
        (collected|collecting|picked|picking|put|putting|save|saving|kept) ~4 (medication|medicine|prescription|prescriptions|meds|pills|tablets) ~3 (from|at) the (pharmacy|chemist|store|doctor)
        (have|bought|buy|buying|got|found|took|loaded|own|hold|holding|get|cleaned) ~4 (nerf|glue|water|squirt|nail|heat|massage|paint|paintball|toy|spray|bb|tattoo|staple|top|machine|caulking|radar|air) gun
        (have|bought|buy|got|found|took|loaded|own|hold|holding|get|cleaned|cleaning|cleaned) ~5 (gun|pistol|rifle|shotgun|revolver|handgun) ~8 (<play> | range|hunting|hunt|license|licence|museum|biathlon|ammo|olympics|deer|ducks|shop|control|laws|debate|collection)
        <play> ~10 (gun|pistol|rifle|shotgun|knife|axe|machete|rope|noose|bridge|weapon|hammer|roof|building|cliff|tower|balcony) ~4
        (bought|buy|buying|got|found|have|took|ordered|tied|tying|made|learned) ~5 (rope|ropes) ~8 (swing|garden|climbing|climb|tent|boat|clothesline|dog|treehouse|hammock|tow|gym|crossfit|laundry|sail|skipping|jump|course|lights|bridge|sailing|curtain|cat|kids|bag|sandals|craft|knots|scouts)
        (bought|got|have|found|made|learned) ~3 (jump|skipping|climbing|tow|tight|battle|skip|velvet) rope
        (standing|stood|sitting|sat|climbed|waiting|drove|went|walked|going|back) ~4 (roof|rooftop|ledge|edge|overpass|cliff|bridge|tracks|viaduct) ~9 (photo|photos|picture|pictures|view|views|sunset|sunrise|concert|tour|party|bar|drinks|stars|fireworks|boats|fishing|repair|fix|bed|seat|restaurant|waves|castle|hike|friends|camera|ducks)
        (want|wanted|going|like|love|need|ready|thinking|plan|feel like) ~5 (jump|jumping|run|running|walk|walking|step|stepping|throw|throwing) ~4 (into|in|off|onto|out) ~3 (sea|ocean|river|lake|water|waves|boat|dock|pier|pool|train|bus|car|balcony) ~6 (swim|swimming|kids|summer|hot|holiday|beach|vacation|sand|waves|cool|surf|surfing|together|fish|fishing|home|bungee|party|coffee|shower|dog|ball)
        (bungee|parachute|skydive|skydiving|paragliding|diving) ~8 (jump|jumping) ~4 (off|from|out) ~3 (bridge|cliff|plane|building|tower)
        (bungee|base) (jump|jumping) ~3 (off|from) ~3 (bridge|cliff|tower)
        (jump|jumping) ~3 (off|from) ~3 (bridge|cliff|roof|building|tower|balcony) ~5 (bungee|parachute|in the <play>|in this <play>|into the lake|into the water|with my friends)
        (if|when) i (jump|fall|jumped|fell) ~6 (<play> | rope|trampoline|ice|skateboard|ski|bike)
        (my|the|a|his|her) (razor|scissors|needle|iron|cigarette|lighter|cigarettes|matches) ~8 (<small> | smooth|sewing|knitting|vaccine|insulin|candle|candles|campfire|barbecue|quit|quitting)
        (cut|burn|burned|burnt|hit|hitting|scratch|scratched|bite|biting|bang|banged|banging|bruise|smash|pinch|punch|hurt|cutting|burning) ~3 (my|myself) ~8 (<small> | cat|door|table|cupboard|shelf|ice|bike|football|basketball|sun|beach|desk|nails|code|bug|gym)
        (banging|bang|hitting|hit) my head (against|on) ~2 (wall|desk|keyboard) ~6 (code|bug|homework|project|taxes|paperwork|printer|excel|math|maths|essay|software)
        # Papers, letters, giving away
        (goodbye|farewell|leaving) (letter|card|email|speech|note|message|party|letters) ~10 (colleague|colleagues|team|coworkers|class|teacher|job|work|school|office|boss|students|last day|retire|retirement|company|clients|classmates|neighbours|neighbors|department|exchange)
        (wrote|write|writing|written|left|sent|finished|recorded) ~2 (goodbye|farewell|leaving) (letter|card|email|speech|note|message|letters|video) ~12 (colleague|colleagues|team|coworkers|class|teacher|job|work|school|office|boss|students|last day|retire|retirement|company|clients|classmates|neighbours|neighbors|department|exchange)
        (wrote|written|writing|finished|signed|updated|made|making) my (will|testament) ~8 (lawyer|notary|solicitor|estate|because we|bought|new house|baby|married|accountant|surgery|advisor)
        (gave|giving|given|give|donated|sold) ~12 (old|outgrew|outgrown|moving|smaller|bigger|upgrade|upgraded|charity|fit|new|goodwill|spare|extra|duplicate|cleaning|decluttering|baby) ~12 (need|needing|using|use|all|things|stuff) ~3
        (gave|giving|given|give|donated) away ~12 (old|outgrew|moving|smaller|bigger|upgrade|charity|fit|decluttering|goodwill|shelf|anymore fit)
        we ~3 (picked|chosen|chose|set) ~4 (date|day) ~4
        (picked|chosen|chose|set|decided) ~2 (date|day) ~3 (for (the|our|my) | of the) ~2 (wedding|party|move|surgery|launch|appointment|trip|baptism|shower|interview|release)
        wedding (date|day) is (set|chosen|picked|decided)
        # Other people: games, sport, play
        <play> ~12 (me|him|her|us|them) ~2
        (he|she|they|someone|guy|brother|sister|dad|boss) ~4 (beats|beat|hits|hit|kicked|threw|punched|slapped|kicks|grabbed|shoved|beating|throws) (me|us) ~4 (at|in chess|chess|in the (first|last|final)|race|ball|snowball|pillow|dodgeball|paintball|tennis|mario|poker|monopoly|up on|under the table|out of the (group|team|band|chat|club)|a (party|surprise|bone|look|kiss)|by|to it|every time we play|again at|coffee|lunch|off the team)
        (he|she|man|guy|brother|dad|mom|uncle|husband|wife|boyfriend) ~3 (has|got|with|holding|bought|carries|took|have|keeps|pulled|pulls|grabbed|waving|brought) ~5 (knife|knives|axe|hammer|gun|rifle|weapon|machete) ~8 (<play> | cooking|cook|kitchen|chef|hunting|wood|firewood|carving|cheese|camping|collection|tools|bread|butter|sushi|shelf|nail|drill|fishing|tattoo|nerf|glue|water)
        (he|she|guy|man|brother) ~6 (killed|shot|kill|kills|shoots) me ~6 (<play> | respawn|headshot|camping|sniper|ranked)
        (lion|dog|cat|joker|villain|actor) ~4 (with|has) ~3 (knife|gun|axe)
        (voice|voices|head) ~8 (cut|die|kill|jump|burn) ~6 (sugar|carbs|song|singer|scene|bread|cookie|fat|calories)
        (tax|tuition|debt|administrative|financial|proof|of|heavy) ~2 burden ~2
        (no|not|without|what is) ~3 (point|reason|sense|use|why) ~4 (keep going|going on|go on|living|get up|wake up|waking up|exist|live) ~3 (to|with|in|early|at|so early|about|there|downtown|before|on a|on vacation)
        (done) (fighting|trying|struggling|with everything) (with|to|for|over|about|on my list|$)
        (want|like|love|going|plan|planning|think|thinking|dream|dreaming|would|could|might) ~6 (bungee|parachute|skydive|skydiving|paragliding|zipline) ~8 (bridge|cliff|plane|building|tower)
        (cut|burn|burned|burnt|hurt|hit) myself ~6 (<small> | chess|skiing|so clumsy)
        (want|going|love|like|plan|wait|ready) ~4 (run|running|jump|jumping) (straight|right)? into the (sea|ocean|water|waves|lake)
        """;
}
