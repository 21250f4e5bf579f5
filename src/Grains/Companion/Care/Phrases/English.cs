namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>English.</summary>
internal static class English
{
    public const string Text = """
        [self]
        i
        [core]
        kill killing myself die dying live living alive dead death hang overdose selfharm murder cutting want everyone without
        [exact]
        liking diving driving giving leaving lining dining drying hiding riding biking loving moving having mind mine
        skilling filling billing milling tilling pulling calling selling telling falling filing willing rolling
        night right light might tight sight fight weight heart heard earth pain plain paint gain gone bone
        [short]
        im = i am; ive = i have; id = i would; ill = i will; iam = i am; ima imma = i am going to
        dont dnt donot dont't = do not; doesnt dosent doesent = does not; didnt = did not; cant cannot cnt = can not; wont = will not
        isnt aint = is not; wasnt = was not; wouldnt = would not; couldnt = could not; shouldnt = should not; havent = have not; hasnt = has not; arent = are not
        wanna wana = want to; gonna gona gunna = going to; gotta = got to; tryna = trying to; finna = going to; shoulda = should have
        u = you; ur = your; ppl = people; thru = through; bout abt = about; nite tonite = tonight; tho = though; evry = every; rn = right now; luv = love
        hes = he is; shes = she is; theyre = they are; youre = you are; youd = you would; theyd = they would; theres = there is; whats = what is; lifes = life is; itll = it will
        meself mahself = myself; anymor anymo = anymore; diee = die; dyin = dying; livin = living; killin = killing; suicied = suicide; lyf = life; thinkin = thinking
        [sets]
        self = myself | me self | my self
        harm = kill|killing|end|ending|hang|hanging|shoot|shooting|drown|drowning|stab|stabbing|hurt|hurting|harm|harming|injure|injuring|cut|cutting|burn|burning|strangle|poison|electrocute|mutilate|mutilating|starve|starving
        deed = <harm> ~1 <self> | killed|cut|burned|harmed <self> | end|ending|take|taking my own? life | commit|committing|attempt|attempting|attempted ~1 suicide | suicide | die | be dead | self harm|harming | selfharm
        wish = want to | wanted to | wanting to | would like to | wish to | wish i could | going to | rather | ready to | prefer to | about to | deserve to | deserved to | need to | hope to | hope i | plan to | planning to | decided to | please let me | should just | just let me
        drug = pills|pill|tablets|tablet|meds|medication|medicine|paracetamol|tylenol|ibuprofen|xanax|aspirin|acetaminophen|antidepressants|capsules|benzos|oxy|opioids
        took = took|taken|swallowed|taking|take|tooked|downed|popped|ate|eaten|swallow|swallowing
        other = he|she|they|friend|friends|brother|sister|mom|mum|mother|dad|father|son|daughter|husband|wife|boyfriend|girlfriend|partner|ex|roommate|flatmate|cousin|girl|boy|guy|kid|child|student|coworker|colleague|neighbour|neighbor|someone|somebody|who|uncle|aunt|bestie|bff|bf|gf|teen|teenager|nephew|niece|classmate
        theirs = himself|herself|themselves|themself | him self | her self
        ago = years ago | months ago | a long time ago | long ago | years back | in the past | as a teenager | as a teen | as a kid | when i was | in high school | in college | back then | last decade
        now = anymore | any more | any longer | no more
        [explicit]
        <harm> <self>
        <harm> (myself | me) ~1 (tonight|today|tomorrow)
        killed <self>
        (end | ending | take | taking | ended | finish | finishing | took) my ~1 life
        (hang | shoot | kill | end | drown | stab) me self
        <wish> ~1 (die | dei | be dead | be gone forever | stop living | stop existing)
        think|thinking|thoughts|thought|dream|dreaming|fantasize|fantasizing (about|of) ~1 (dying | death | being dead | my own death | ending my)
        (wish|wished|wishing) ~1 i ~1 (was|were|am|is) (dead|gone|never born|not alive)
        (wish|wished) i ~1 (was|were) never born
        (better off | rather be | would be better) dead
        (rather|prefer to) die than (live|go on|continue|stay|go back|keep|be alive|wake)
        suicidal
        <wish> (suicide | commit suicide)
        (think|thinking|thought|thoughts|considering|contemplating|contemplate|consider|planning|plan|plans|dreaming|talk|talking|ideas|idea|commit|committing|comitting|attempt|attempting|attempted|urge|urges) ~1 (of | about | on)? ~1 suicide
        suicide (thoughts|ideation|plan|is all|again|tonight|is the only|is my|seems|sounds)
        my suicide
        (wrote|written|writing|write|left|leave|leaving) ~2 (suicide|goodbye) (note|letter|notes|letters)
        overdose|overdosed|overdosing
        <took> ~2 (too|to) (many|much) ~3 <drug>
        <took> ~2 (all | every | a bunch of | a lot of | lots of | so many | a handful of | handfuls of | whole | entire | full | bottle | bottles | box | packet) ~5 <drug>
        <took> ~2 (<many> | ten|twenty|thirty|forty|fifty|sixty|hundred|dozen|dozens) ~3 <drug>
        too many <drug>
        (razor|razors|blade|knife|gun) ~4 my (wrist|wrists|head|mouth|throat|arm|arms|skin|neck|temple)
        (gun|pistol|knife|rifle) ~6 (on myself | at myself | use it)
        (jump|jumping|throw|throwing|throwing myself) ~3 (off|from|of|in front|under) ~3 (bridge|roof|building|balcony|cliff|window|train|tracks|rails|platform|bus|truck|car|floor|ledge)
        (bridge|roof|ledge|balcony|rails|tracks|platform) ~6 (jump|jumping)
        (standing|sitting|am) on ~1 (edge|ledge|bridge|roof|rails|tracks) ~4 (jump|end|over|die)
        (rope|noose|belt) ~6 (hang|neck|ready)
        (cut|cutting|cuts|slit|slitting|slash|slashing|burning|burn|scratching) (my|up my) (arm|arms|wrist|wrists|legs|leg|thighs|thigh|skin|veins)
        (started|keep|kept|am|been|urge to|want to|need to|back to|going to|relapsed) ~2 (self harm|harming|harmed | selfharm|selfharming | cutting again)
        self harm again
        urge|urges|urged to (cut|self harm|hurt|burn)
        relapsed ~3 (cutting|cut|self)
        (no | not) ~2 (want|wanting|wish|desire|like|wanted) to (live|exist|be alive|keep living|go on living|keep existing|survive)
        not know if i want to (live|die|be)
        not sure ~2 want to (live|be alive)
        (not | no longer) want to be (alive|on this earth|in this world|in this life)
        (not think|not going to|will not|not) ~2 be alive (next|by|after|tomorrow|much|when|in a|this time)
        ! (not want to | no longer want to) live (in this world|in the world|with myself|like this|with this pain|anymore|any more|$)
        lost ~2 will to live
        ! (can not | could not | will not) ~1 (promise|guarantee|swear|say) ~3 (not|safe) ~3 <harm>? ~2 (<self> | safe)
        ! (can not | could not) (promise|guarantee) ~2 not (do|try) ~1 (something|anything) ~2 <self>
        (do|doing|done) something (to <self> | stupid to myself | bad to myself)
        ! not saying ~4 <deed> ~2 but
        ! <deed> ~8 (want to|going to|will|wanna|might|and now) ~2 (do it|try it|try) (too|again|tonight|myself)
        ! (wanted|want) to (die|kill myself) ~4 still
        ! suicide ~4 (want to | going to | will) do it
        (he|she|they|husband|wife|boyfriend|girlfriend|dad|father|mom|mother|ex|partner|brother|stepdad|someone|man) ~2 (is|are|keeps|started) (beating|hitting|choking|strangling|stabbing|raping|attacking|abusing) me
        (chokes|choked|strangles|strangled|choking|strangling|raped|rapes|beats|stabbed) me
        (afraid|scared|terrified|fear|sure|think|says|said|saying|told me|swears|swore|threatens|threatened|threatening) ~4 (will|going to|would|might|wants to|gonna|to) ~1 (kill|murder|stab|shoot|strangle) me
        (trying|tries|tried|threatened|threatens|threatening|wants) to (kill|murder|stab|shoot|strangle) me
        (knife|gun|weapon|axe|machete|rifle|pistol) ~8 (kill|stab|shoot|hurt|murder) me
        (kill|stab|shoot|hurt|murder) me ~6 (knife|gun|weapon|axe|machete|rifle|pistol)
        (pointed|pointing|held|holding|holds|puts|put) ~2 (gun|knife) ~1 (at|to|on|against) (me|my)
        ^ i? ~1 (suicide | kill me please | suicidal) please? $
        help ~3 i am dying
        [indirect]
        (everyone|everybody|world|family|they|you|kids|children|people|parents|all|mom|wife|husband|friends|she|he) ~2 (would|will|are|is|be|life|lives) ~3 (better|happier|easier|relieved|fine|lighter) ~3 (without me | if i (was|were) ~1 (gone|dead|not) | if i (died|disappeared|left this) | when i am (gone|dead))
        (better|happier) off without me
        better (without me | if i was not | if i were not | if i did not) ~1 (in|here|exist|around|alive)?
        (not|never) want to wake up (tomorrow|again|anymore|any more|ever|$)
        not want to wake up
        (wish|hope|want|hoping|could|just|let me) ~5 (not|never) ~1 (wake|waking) up
        (fall asleep|go to sleep|sleep) ~3 (not|never) ~1 (wake|waking) up
        (can not | can no longer | not able to | cannot) (go on | keep going | carry on | continue living | keep living | live like this | live this way | do life | do this life) ~1 (anymore | any more | any longer | like this | living | this way | much longer | $)
        (can not | can no longer) (keep living | live like this | go on living | live this way | live with)
        no ~1 reason ~1 (to live | for living | to keep living | to keep going | to stay alive | to go on | to be here | to wake)
        see ~1 reason to (live|go on|stay alive|keep going|keep living)
        (nothing|not anything) ~2 to live for
        (no|what is|see|what) ~2 (point|sense|use|purpose|reason) ~2 (living|being alive|still being here|life anymore|existing|being here|staying alive)
        life ~2 (not|no longer|hardly|isnt) ~1 (worth|worthwhile) ~1 (living|it|$)
        not worth living
        (disappear|vanish|gone|sleep|be gone|stop) forever
        (everything|it|all) to (stop|end|be over) (forever|for good|permanently)
        (want|wish|need) ~2 pain ~1 to (end|stop|be over) ~2 (permanently|forever|for good|$)
        (giving|gave|given|give) ~2 away ~3 (all|everything|possessions|my things|my stuff|my belongings) ~6 (need|them|gone|anymore|longer)
        (gave|giving) ~3 (dog|cat|pet|things|stuff|belongings) ~12 (clean up after|without me|when i am gone|after i am gone|not need)
        (last|final) (goodbye|good bye|farewell|message)
        (this is|it is|just saying|wanted to say|to say) ~2 goodbye ~3 (thank|everyone|forever|all|sorry|world|$)
        goodbye (everyone|everybody|all|world|cruel world|forever) ~3 (sorry|love|forgive|forever|world|was)
        goodbye (cruel)? world
        said ~1 my goodbyes
        not hear from me (again|anymore|ever)
        not have to worry about me ~1 (anymore|any more|after|again|much)
        (not|never) want to (be here|exist) (anymore|any more|any longer|$)
        not want to do this life
        (wish|wished) i ~1 (not exist|never existed|not been born|could disappear|could just disappear|could stop existing)
        stop existing
        (no one|nobody|noone|anyone|who|they) ~2 (miss|notice|care|mourn|cry) ~3 if i (was|were|am)? ~1 (died|die|gone|dead|disappeared|killed|not here)
        (soon|finally|tonight|tomorrow) ~2 it ~1 (will|would) ~1 (all be over | be all over)
        no way out (except|but|other than) ~1 (death|dying|this)
        (only|one) way out ~4 (death|die|dying|end)
        (not|wont) be (around|here) (much longer|for long|anymore|any more|after|next|when you|to see)
        done with (life|living|being alive)
        (given|giving|gave) up on (life|living)
        (tired|sick|exhausted|fed up) (of|with) (living|being alive|life|existing|my life)
        (take care of|look after) ~4 when i am gone
        (not|nothing) ~3 (worth|strength|energy) ~1 to (live|stay alive|keep living|keep going|be alive)
        (bus|car|train|truck) (hit|hits|ran|kills|killed) me ~4 (relieved|glad|happy|better|mind|care|fine)
        (not mind|not care) if i (died|die|did not wake|never woke|got hit|live)
        (see|seeing|meet|be with|join) ~3 (other side | in heaven | in the next life)
        (ready to|want to|time to) (leave this|go to heaven|join her|join him)? (world|life|earth|heaven)
        (world|earth|place|life) ~1 without me
        can not (do|take|bear|stand) (life|living) (anymore|any more)
        [coded]
        end it all
        (going to|want to|just|should|will|ready to|might|tonight i) end (it|things|everything) (tonight|now|all|soon|today|tomorrow|for good|forever|once)
        (going to|want to|ready to|thinking of|thinking about|about to|plan to|planning to) (catch|catching) the bus ~1 (soon|tonight|$)
        (thinking about|thinking of|time to|ready to) (catch|catching) the bus
        (off|offing|delete|deleting|yeet|yeeting|unlive|unliving|ending|rope|roping) <self>
        yeet|yeeting ~1 (off|from) ~1 (roof|bridge|building|cliff|balcony)
        (commit|committing) (die|toaster|toaster bath|not alive|not living|sudoku|sui|unalive|neck rope)
        toaster bath
        (thinking of|thinking about|going to|want to|commit|about|attempt) sui
        (sui|su) (attempt|ideation|thoughts|tonight)
        k word <self>
        kermit sewer slide
        kermit (sewer|suicide|sewerslide|die)
        game end <self>
        (see|join) ~2 eternal (sleep|rest)
        k m s
        k y s
        [third]
        <other> ~5 (wants|want|wanted|going|threatening|threatened|threatens|threaten|plans|planning|planned|tried|trying|tries|wishes|ready|decided|deserves|attempted|thinks|thinking|about|said|says|saying|considers|considering|talks|talking|writes|wrote) ~2 (to|of|about)? ~1 (die|dying|be dead|kill <theirs>|killing <theirs>|suicide|commit suicide|committing suicide|end it all|ending it|hang <theirs>|shoot <theirs>)
        (kill|killing|hurt|hurting|cut|cutting|harm|harming|shoot|hang|hanging|shooting|burn|burning|stab|drown|poison|end|unalive|unaliving) <theirs>
        (end|ending|take|taking) (his|her|their) own? (life|lives)
        <other> ~4 suicidal
        <other> ~5 (suicidal|suicide) (thoughts|thought|ideation|note|attempt|plan|plans)
        <other> ~4 (not|no longer) ~1 (want|wants|wanting|wanted) to (live|be alive|exist|be here|wake up|go on)
        <other> ~4 (no|not see|not see a|not have) ~2 (reason|point|will|nothing) ~1 (to live|living|in living|of living)
        better off without (him|her|them)
        <other> ~4 (took|taken|swallowed|overdosed|takes) ~2 (an overdose|overdose|a lot of|lots of|too many|all|a bunch of|whole bottle|so many) ~4 <drug>?
        <other> ~3 (overdosed|overdosing)
        <other> ~4 (self harming|harms|selfharms | cutting|cuts (her|his|their) (arms|arm|wrists|wrist|legs|thighs))
        <other> ~4 (sent|wrote|left|written|posted|texted) ~4 (goodbye|suicide|farewell) ~1 (note|letter|letters|message|messages|video|text)
        <other> ~3 (says|said|told|wrote|texted|keeps saying) ~4 i (want to|am going to|will) (die|kill myself|end my life)
        (friend|brother|sister|son|daughter|mom|dad|partner|wife|husband|someone|kid) ~6 <hidden>
        [safe]
        # Figures of speech
        (killing|hurting|cutting|drowning) <self> (laughing|with laughter|of laughter|on this deadline|at the gym|in work|in paperwork|over nothing|over this essay)
        killed <self> (laughing|at the gym|with laughter)
        (battery|phone|laptop|plant|plants|engine|flowers|car|tablet|fish|controller) ~4 (die|dying|dead)
        (drowning|drown) <self> in (work|paperwork|chocolate|coffee|ice|netflix|books|emails|music|tea)
        (laptop|phone|computer|pc|car|printer|career|political|plant|plants|battery|server) ~2 (committed|commit|commits|committing)? suicide
        (hanging|hang) <theirs> with (his|her|their) own
        (career|social|political|professional|commercial|financial) suicide
        suicide (squad|squads|run|mission|pass|bomber|bombing|door|doors|girls|silence|blonde)
        (want|wanted|going) to die (of|from) (embarrassment|laughter|laughing|shame|cringe|boredom|cuteness|awkwardness|happiness)
        die of (embarrassment|laughter|boredom|shame|cringe)
        (rather|prefer to) die than (eat|wear|watch|listen|date|call|drink|admit|see that)
        (kill|murder|strangle|shoot) me ~12 (lol|haha|hahaha|lmao|jk|hehe|xd|rofl)
        (mom|mum|dad|boss|wife|husband|teacher|coach|sister|brother|parents|roommate|mother|father|doctor|dentist) ~3 (is going to|going to|will|would|gonna) (kill|murder) me (if|when|for|because|once)
        overdose|overdosed|overdosing (on|of) (chocolate|sugar|netflix|coffee|cake|caffeine|cuteness|candy|cheese|tiktok|christmas|love|vitamin)
        (sick|tired) of (living|life) (with|in|at|out|near|next|paycheck|here|alone|under)
        <harm> <self> ~2 (laughing|shaving|cooking|chopping|accidentally|by accident|by mistake|slicing)
        (hurt|cut|burn|burned|injure|injuring|hurting|cutting|burning|starving) <self> (some|a|off|on the|with the (oven|iron|kettle|pan|stove|curling|toaster|coffee|soup)|playing|at|doing|running|while|during|when cooking|skiing|climbing|dancing|lifting|making|opening|yesterday at|this morning at|slack|out of)
        i (hurt|cut|burned) <self> (on|with) (a|the|my|some) (paper|glass|oven|stove|can|tin|kettle|grill|rose|bread)
        starving myself (of sleep)?  (of|until dinner|before dinner)
        (die|live) in (the game|a game|minecraft|fortnite)
        (want|need) to be dead (last|sea|lift|center|centre|serious)
        (jump|jumping) ~2 (off|from|into|in) ~2 (pier|dock|diving|board|pool|lake|sofa|couch|bed|plane) 
        (jump|jumping) on ~1 (train|bus|platform)
        goodbye (everyone|all|everybody) ~1 (see|have|talk|until|till|was lovely|was fun|was great|good night)
        (last|final) (goodbye|farewell) ~2 (party|concert|tour|gig|episode|show|dinner|drinks)
        # Somewhere, with somebody: not life itself
        not want to (live|exist) (with|in|at|near|next|here|there|alone|together|on|by|under|far|without|off|that far|downtown|abroad|for|through)
        not want to (live|be here) (anymore | any more)? (with|in|at|near) (my|a|the|this (city|town|house|flat|apartment|country|place|neighborhood|area|building)|london|paris|berlin)
        not want to be here (this|at|until|till|all|for|in|on|when|the|it|so|today|tonight|because)
        not want to wake up (early|at|so|before|to|for|late|in|my|the|you|him|her|anyone|them|on)
        not want to wake up tomorrow ~1 (at|before|early|morning|for)
        not ~2 wake up (the|my|him|her|them|anyone|in time|early|on time)
        (can not|not able to) (go on|keep going|carry on|continue) (friday|monday|tuesday|wednesday|thursday|saturday|sunday|holiday|vacation|that|the|a|this trip|to|with|dates|without coffee|diet)
        (vanish|disappear) forever (from|in) (twitter|instagram|social|facebook)
        # Said not to be so
        (not|never|nor) (really|actually|currently|at all|even|feeling|feel|anywhere near|have|having|be|been|being|get|remotely|ever|a)? (suicidal|suicide)
        (no|not|without|never) (have|had|having|got|any|real|active)? ~1 (thoughts|thought|thinking|plans|plan|planning|ideas|intention|desire|urge|urges|considering|think|contemplating) ~1 (of|about|to|on)? ~1 <deed>
        (no|not have|not having|never had|without) ~1 suicidal (thoughts|ideation|feelings|ideas)
        (not|never) ~1 (suicidal|suicide) or anything
        (would|could|will|do|did|should|am|going|to) (not|never) (ever|even|going to|planning to|about to|want to|really want to|trying to|be|want)? <harm> <self>
        (not|never|nor) (ever|even|going to|planning to|about to|want to|really want to|trying to|have to|hurting|hurt|actually|really|be)? ~1 <harm> <self> 
        never ~1 (wanted|want|thought|think|tried|would|considered) ~2 <deed>
        (not|never|no longer) ~1 (want|wanted|wanting|going|ready|planning|trying|wish) to (die|be dead|kill <self>|hurt <self>|harm <self>|end my life|commit suicide|cut <self>)
        (not|no longer) (think|thinking) (of|about) (suicide|dying|death|killing <self>|hurting <self>|ending my life) (anymore | any more | at all)?
        no longer (suicidal | want to <deed> | self harm|harming | feel suicidal)
        (have|has) not <harm> <self>
        <other> ~1 (is|was|are) not suicidal
        (asked|ask|asks|asking|wondered|wonder) ~3 (if|whether) i (am|was|were|feel|felt|had|have|want|wanted) ~2 (suicidal|suicide|die|kill myself|hurt myself) ~2 (and|but) i said (no|not)
        (i am|am|is) (not|never) ~1 talking about suicide
        # Over and behind
        used to ~1 (be|feel|think|want|have|self|cut|hurt|harm|wish|attempt) ~3 (suicidal thoughts|suicidal|<deed>)
        used to (self harm|selfharm|<harm> <self>|cut)
        <ago> ~6 (tried|attempted|wanted|thought|was|had|almost|nearly|felt|used|planned) ~2 (to|of|about)? ~1 (suicidal thoughts|suicidal|end things|end it all|<deed>)
        (tried|attempted|wanted|thought) (to|about|of) <deed> ~4 <ago>
        (was|felt) suicidal ~3 <ago>
        (survived|survivor|survive|surviving) ~3 suicide ~1 attempt?
        (anniversary|since) ~2 my? (suicide attempt|attempt) 
        my? suicide attempt ~4 (ago|anniversary|in <number>|years)
        (clean|free|sober|recovered|recovery|recovering|stopped|quit|over) ~2 (from|of)? ~1 (self harm|harming | selfharm | cutting <self> | suicidal)
        self harm (free|recovery|clean|scars)
        (was|were|been) suicidal ~3 (but|and) ~4 (therapy|help|helped|better|well|fine|recovered|glad|ok|okay)
        # News, study, work, art, other people's past
        (documentary|movie|film|book|novel|article|news|podcast|series|season|episode|essay|paper|report|study|song|poem|lecture|class|course|seminar|thesis|chapter|show|play|story|training|workshop|research|statistics|post) -8 (suicide|suicidal|overdose|overdosed|<harm> <theirs>|<other> wants to die|wants to die|self harm)
        suicide (prevention|hotline|helpline|lifeline|line|awareness|rates|rate|statistics|research|risk|bereavement|loss|survivor|survivors|watch|support)
        (overdose|self harm|suicidal) (treatment|prevention|awareness|training|training|research|crisis|patients|patient|people|characters|character|clients)
        (talk|talking|speak|learn|teach|teaching|learned|learning|discuss|conversation|conversations|explain|questions) -6 about (suicide|self harm|overdose) -1 (prevention|awareness|with|to|in|rates)?
        (virgin|durkheims|durkheim) ~2 suicide
        (died|death|dead|lost|loss|bereaved|dies|dying|die) ~3 (by|to|of|from) (suicide|overdose|an overdose)
        <other> ~3 (committed suicide | overdosed and died | died ~3 overdose)
        (the|main) (character|hero|heroine|protagonist|villain|detective|king) -5 (die|suicide|suicidal|kill <theirs>|killing <theirs>|end (his|her|their) life)
        they do not want to die is
        (volunteer|volunteering|work|working|intern|nurse|therapist|counselor|doctor|paramedic) -8 (suicide|suicidal|overdose|crisis)
        """;
}
