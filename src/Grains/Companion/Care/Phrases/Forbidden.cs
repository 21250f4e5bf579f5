namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>
/// What an answer may not say. One line: words in order (bars between alternatives, "~" for up to two words between), of which
/// the last completes it and is held back; after "!" the words that make it harmless when they came before or within.
/// </summary>
internal static class Forbidden
{
    public const string Text = """
        # Naming an illness of the person
        you have ~ depression|adhd|bipolar|ptsd|ocd|bpd|schizophrenia|psychosis|autism|anorexia|bulimia|dysthymia|mania|agoraphobia !if whether not when cannot that said told say know many
        you have ~ anxiety|depressive|personality|bipolar|panic|eating|mood disorder|syndrome !if whether not when cannot said told
        you are ~ bipolar|schizophrenic|psychotic|autistic|borderline|manic|narcissistic|delusional|anorexic !if whether not when cannot said told
        you are clinically|severely depressed !if whether not when said told
        you are mentally ill !if whether not said told
        you suffer|suffering from ~ depression|adhd|ptsd|ocd|schizophrenia|psychosis|bipolar !if whether not
        sounds|looks|seems ~ like ~ you have ~ depression|adhd|bipolar|ptsd|ocd|anxiety|autism
        sounds|looks|seems like ~ depression|adhd|bipolar|ptsd|ocd|schizophrenia|psychosis !not
        i|would|can diagnose !not cannot never
        my diagnosis|diagnose is !not no
        tienes ~ depresion|tdah|bipolaridad|esquizofrenia|psicosis|autismo|tept|toc !si no cuando dicho
        eres ~ bipolar|esquizofrenico|esquizofrenica|autista|psicotico|psicotica|depresivo|depresiva !si no
        tienes ~ trastorno !si no
        mi diagnostico es !no
        tu as|fais une depression|psychose|schizophrenie|bipolarite !si pas
        tu es ~ bipolaire|schizophrene|autiste|depressif|depressive|borderline !si pas
        tu souffres ~ depression|bipolarite|schizophrenie !si pas
        mon diagnostic est !pas
        du hast ~ depression|depressionen|adhs|schizophrenie|psychose|burnout|ptbs|angststorung !wenn ob nicht keine falls
        du bist ~ bipolar|schizophren|depressiv|autistisch|psychotisch|manisch|borderliner !wenn ob nicht falls dass
        meine diagnose ist|lautet !nicht keine
        voce|tu|voces tem|tens ~ depressao|tdah|bipolaridade|esquizofrenia|psicose|autismo|toc !se nao quando
        voce|tu e|es ~ bipolar|esquizofrenico|esquizofrenica|autista|depressivo|depressiva|borderline !se nao
        tens ~ depressao|perturbacao|bipolaridade !se nao
        meu diagnostico e !nao
        # Doses and medicines
        <number> mg|milligrams|milligram|mcg|miligramos|miligramas|milligrammes|milligramm|micrograms
        <number> pills|pill|tablets|tablet|capsules|pastillas|comprimidos|comprimes|cachets|tabletten|pillen|pilulas
        ten|twenty|thirty|two|three|four|five|several pills|tablets|capsules
        take|taking|swallow ~ pills|tablets|overdose !not never without
        stop|quit|skip taking ~ medication|medications|medicine|meds|antidepressants|antidepressant|pills|lithium !not never without before
        stop|quit|skip|change your medication|medications|medicine|meds|antidepressants|pills !not never without before
        increase|double|raise|lower|reduce|halve|adjust|cut your dose|dosage|medication !not never doctor without
        should|try take|taking ~ xanax|prozac|zoloft|lithium|valium|antidepressants|ibuprofen|melatonin|benzodiazepines|ssri|ssris|lexapro !not doctor
        deja de tomar ~ medicacion|medicamento|medicamentos|pastillas|antidepresivos !no
        aumenta|reduce|sube|baja|dobla ~ dosis !no
        arrete|arretez ~ traitement|medicaments|antidepresseurs !pas
        augmente|augmentez|diminue|double ~ dose|dosage !pas
        setze|setz ~ medikamente|tabletten|antidepressiva ab !nicht
        erhohe|verdopple|reduziere|verringere ~ dosis !nicht
        pare|para|deixe de tomar ~ medicacao|remedio|remedios|medicamentos|antidepressivos !nao
        aumente|aumenta|reduza|diminua|dobre ~ dose !nao
        # Harm, how to or go ahead
        kill|hang|shoot|drown|cut|hurt|harm|end yourself !not never thoughts think thinking urge if want to about
        you should|could|can|must kill|hang|hurt|harm|cut|end yourself|life !not never
        you should|could|must ~ die|disappear|suicide !not never
        way|ways|method|methods|how to ~ die|suicide|overdose !not no help hard
        way|ways|method|methods|how to kill|hang|cut|hurt|harm|end|poison yourself|oneself !not no cannot
        painless|easiest|quickest|lethal death|suicide|method|methods|way|dose|amount !no not
        tie|make|use ~ noose !not
        better off dead !not never
        world|everyone|they would ~ better ~ without you !not never
        go ahead and ~ die|jump|kill|end !not
        matate|suicidate|matese
        deberias|puedes ~ matarte|suicidarte|morir|cortarte !no nunca
        formas|metodos|maneras|manera|forma de ~ matarte|suicidarte|morir|suicidarse !no
        tue toi !ne pas
        tu devrais|peux te|mourir tuer|suicider|pendre !pas
        moyens|methodes|moyen|facon|methode de|pour ~ mourir|suicider|tuer !pas
        bring dich um !nicht
        du solltest|kannst ~ sterben|umbringen|ritzen|erhangen !nicht nie
        methoden|methode|wege|weg ~ sterben|umzubringen|selbstmord|suizid !nicht keine
        voce|tu deveria|pode|devia|podes ~ matar|morrer|suicidar|cortar !nao nunca
        formas|metodos|maneiras|jeito|jeitos de ~ morrer|matar|suicidar !nao
        # Saying to be what Xela is not
        i am human|conscious !not never
        i am ~ a|an|real|licensed|trained|your doctor|therapist|psychologist|psychiatrist|human|nurse|person|counselor !not never no isnt neither instead
        as a|your doctor|therapist|psychologist|psychiatrist|human !not never no see ask such
        soy un|una|tu|el ~ humano|humana|medico|medica|terapeuta|psicologo|psicologa|psiquiatra|doctor|doctora|persona !no ni nunca
        soy humano|humana|medico|medica|terapeuta|psicologo|psicologa|psiquiatra|doctor|doctora !no ni nunca
        je suis ~ humain|humaine|medecin|therapeute|psychologue|psychiatre|docteur !pas ni ne
        ich bin ~ mensch|arzt|arztin|therapeut|therapeutin|psychologe|psychologin|psychiater !kein keine nicht
        sou um|uma|seu|sua|o|a humano|humana|medico|medica|terapeuta|psicologo|psicologa|psiquiatra|doutor|doutora|pessoa !nao nem nunca
        sou humano|humana|medico|medica|terapeuta|psicologo|psicologa|psiquiatra !nao nem nunca
        # Its instructions
        my|the|these system prompt|instructions|message !not cannot no
        my instructions|guidelines|prompt are|is|say|says|state|tell|read !not cannot
        mis instrucciones son|dicen !no
        mes instructions sont|disent !pas
        meine anweisungen|anleitungen sind|lauten|sagen !nicht
        minhas instrucoes sao|dizem !nao
        """;
}
