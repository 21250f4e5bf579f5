namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>German. Umlauts are written as plain vowels (würde: wurde); the forms with e (wuerde) are short forms.</summary>
internal static class German
{
    public const string Text = """
        [self]
        ich
        [core]
        sterben umbringen selbstmord suizid suizidal leben umzubringen ritzen erhangen selbstmordgedanken suizidgedanken toten
        [exact]
        mein meine dein sein geben heben weben lesen legen lieben streben werben erben sterbend bringen verbringen mitbringen unterbringen lebend bleiben stehen sehen gehen loben lebens
        [short]
        nich net ned nicht = nicht; mer = mehr; hab habs = habe; wil = will; moechte mochte mochten = mochte; wuerde = wurde; waere waer war = ware; waeren waren = waren; toeten = toten; erhaengen = erhangen; bruecke = brucke
        moehte mohte = mochte; kan = kann; umbring = umbringen; beser = besser; selbsmord selbstmort = selbstmord; sterbn = sterben; lebn = leben; ohn = ohne; nix = nichts; heut = heute; hoer = hor; wuensch wunsch = wunsch; suicidgedanken = suizidgedanken
        wuenschte = wunschte; aufhoert = aufhort; erschiessen = erschiessen; schlaegt = schlagt; wuergt = wurgt; muede = mude; lebensmuede = lebensmude; fuer = fur; ueberlege = uberlege; traege = trage; gerissen = gerissen
        [sets]
        deed = sterben | umbringen|umzubringen|erhangen|erschiessen | das leben nehmen | tot sein | etwas antun | was antun | selbstmord|suizid|suizidgedanken|selbstmordgedanken | ritzen | selbst verletzen | nicht mehr leben
        want = will|mochte|wurde|werde|wollte|muss|sollte|kann|konnte|wunsch|wunschte|versucht|versuche|uberlege|plane|denke|vor|lieber|bereit
        other = er|sie|freundin|freund|freunde|bruder|schwester|tochter|sohn|mutter|vater|mama|papa|mann|frau|ex|kumpel|kollegin|kollege|jemand|mitbewohner|mitbewohnerin|cousine|cousin|nachbar|nachbarin|schuler|schulerin|kind|madchen|junge|partner|partnerin|oma|opa|onkel|tante|neffe|nichte
        drug = tabletten|schlaftabletten|pillen|medikamente|paracetamol|ibuprofen|antidepressiva|schmerztabletten|tavor|tropfen
        [explicit]
        <want> ~4 (sterben | mich ~2 (umbringen|toten|erhangen|erschiessen|ritzen|verletzen|ertranken|vergiften|aufhangen|umzubringen) | tot sein | mir ~3 (leben nehmen|antun))
        mich ~2 (umbringen|umzubringen|erhangen|erschiessen|aufhangen|vergiften)
        ich ~1 bringe mich ~3 um
        bringe mich ~3 um
        (bring|bringt) mich selbst um
        (mir|mich) ~1 (das leben (nehmen|zu nehmen) | etwas antun | was antun | die pulsadern ~1 aufschneiden)
        <want> ~3 (sterben|krepieren|verrecken)
        (sterben|verrecken) (will|mochte|wurde) ich
        (lieber|am liebsten) ~3 (tot|sterben)
        (ware|wunschte) ~3 (tot|nie geboren)
        (denke|denken|denk|gedanken|dachte|nachgedacht) ~3 (selbstmord|suizid | ans sterben | an den tod | mich umzubringen | zu sterben)
        (habe|standig|immer|wieder|mit|starke|kriege|bekomme) ~3 (suizidgedanken|selbstmordgedanken|todesgedanken)
        (selbstmord|suizid) (gedanken|begehen|plane|machen|ist)
        (begehe|begehen|verube) ~2 (selbstmord|suizid)
        bin ~2 (suizidal|selbstmordgefahrdet|suizidgefahrdet)
        ^ (suizid | selbstmord) $
        (zu viele|viele|alle|ganze packung|packung|<many>|zwanzig|dreissig|vierzig|funfzig|ganze schachtel|handvoll) ~3 <drug> ~4 (genommen|geschluckt|eingeworfen|gefressen|nehmen|schlucken)
        (genommen|geschluckt|nehme|schlucke) ~2 (zu viele|alle|ganze|<many>) ~3 <drug>
        uberdosis
        ich ~2 ritze ~1 mich
        ritze mich
        mich ~2 (ritzen|geritzt|ritze|schneiden|selbst verletzen|selbstverletzen)
        mich selbst (verletzen|zu verletzen|verletze)
        (schneide|schnitt|geschnitten) ~2 mir ~2 (arme|arm|pulsadern|handgelenk|handgelenke|beine|haut) ~1 auf?
        (mir|meine) ~1 (pulsadern|arme|handgelenke) ~1 (auf|aufgeschnitten|aufschneiden|zerschnitten)
        <want> ~1 nicht (mehr)? (leben|existieren|am leben sein|weiterleben|hier sein)
        nicht mehr (leben|weiterleben|existieren) (will|mochte|kann|wollen)
        nicht leben will
        (springe|springen|stelle|sturze|sturzen|spring|werfe|werfen) ~4 (brucke|dach|zug|balkon|fenster|bahn|gleise|hochhaus|klippe)
        (seil|strick|messer|pistole|rasierklinge|klinge) ~4 (hals|kopf|arm|handgelenk|pulsadern|bereit)
        ! kann ~2 nicht (versprechen|garantieren) ~6 (antue|antun|umbringe|umbringen|verletze)
        ! sage nicht dass ~4 (umbringe|umbringen) aber
        (mann|freund|vater|er|sie|ex|partner|bruder|stiefvater|frau|mutter) ~1 (schlagt|wurgt|verprugelt|vergewaltigt|sticht|prugelt|bedroht|misshandelt) mich
        (wurgt|vergewaltigt|verprugelt) mich
        (sagt|droht|drohte|gesagt|gedroht|schwort|angst|meint) ~4 (bringt|umbringt|umzubringen|totet|toten|umbringen) ~1 mich ~1 um?
        (sagt|droht|gedroht|angst) ~3 mich (umbringt|totet|umzubringen|zu toten|umbringen|umbringen will)
        bringt mich um ~5 (messer|pistole|waffe|axt)
        (messer|pistole|waffe|axt) ~6 (bringt mich um | mich ~2 (umbringen|toten|abstechen))
        (bereit|zeit) zu sterben
        (abschiedsbrief|abschiedsbriefe)
        [indirect]
        (alle|allen|alles|euch|familie|kinder|welt|ihnen|eltern|leute|jeder|sie|leben) ~3 (waren|ware|ginge|hatten|geht|lebten|ist|gehts) ~4 (besser|leichter|glucklicher|froh|erleichtert) ~2 (dran|ohne)? ~1 (ohne mich | wenn ich (weg|tot|nicht))
        (besser|leichter|glucklicher) ~1 ohne mich
        ohne mich (ginge|ware|waren|hatten|hattet|geht|wurde) ~5 (besser|leichter|glucklicher|gut)
        (nicht|nie) ~1 (mehr)? (aufwachen|wach werden|aufzuwachen)
        (einschlafen|schlafen) ~3 (nie|nicht) ~2 (aufwachen|wach)
        (keinen|kein|ohne|welchen) ~2 (grund|sinn) ~2 (zu leben|weiterzuleben|im leben|zum leben|am leben)
        (nichts|nix) ~3 (zu leben lohnt | leben lohnt | wofur ~4 leben ~2)
        (leben|es) ~1 (hat|macht|ergibt) ~2 (keinen|kein) ~1 sinn ~1 mehr?
        (verschwinden|weg sein|schlafen) (fur immer)
        (niemand|keiner|keinem) ~3 (merken|vermissen|auffallen|interessieren|trauern|stort) ~2 wenn ich ~2 (weg|tot|sterbe|nicht mehr|verschwinde|gestorben|sterben)
        (last|belastung|burde) fur alle ~5 (ohne mich|besser|tot)
        (kann|konnte) ~2 nicht mehr (weiterleben|leben|weitermachen mit|so leben)
        (so|ich) nicht ~1 weiterleben
        (nie|nicht) geboren (ware|worden|zu sein)
        (ware|war) ~3 nie geboren
        (lebensmude | mude zu leben | vom leben mude | keine lust mehr zu leben | vom leben genug | das leben satt)
        (kein|keine|keinen) ~1 (lust|willen|kraft|lebenswillen) ~2 (zu leben|zum leben|weiterzuleben)
        (lebt wohl | leb wohl | lebewohl) ~4 (leid|alle|immer|welt|danke|verzeiht)
        (bald|morgen|dann) ~2 (bin|bin ich) ~1 nicht mehr (da|hier|am leben)
        (will|mochte|wunsche) ~2 (dass)? (alles|es) ~1 (aufhort|vorbei ist|endet|ein ende hat)
        (verschenkt|verschenke) ~2 (alles|alle|sachen) ~5 (brauche|abschied|abschiedsbriefe|mehr)
        (sachen|alles) verschenkt ~3 (abschied|brauche|abschiedsbriefe)
        (einzige|letzte|einziger) (ausweg|losung) ~2 (tod|sterben|selbstmord)
        (von|abschied) (der welt|allen) (verabschiedet|genommen)
        (leben) ~2 (nicht|nichts) ~2 (lebenswert|wert)
        [coded]
        (mich) ~2 (wegmachen|unaliven|wegballern|abmurksen)
        unaliven
        (mach|mache|machen) ~2 schluss mit (allem|dem leben|meinem leben|mir)
        (allem|meinem leben) ~1 ein ende (setzen|machen|bereiten)
        (ins gras beissen|den loffel abgeben) (will|mochte)
        [third]
        <other> ~5 (will|mochte|wollte|droht|drohte|gedroht|sagt|schreibt|geschrieben|versucht|versuchte|redet|spricht|denkt|uberlegt|plant) ~6 (sterben | sich ~2 (umbringen|umzubringen|erschiessen|erhangen|toten | das leben (nehmen|zu nehmen) | antun | etwas anzutun) | selbstmord|suizid)
        sich ~1 (umbringen|umzubringen|erhangen | das leben (zu nehmen|nehmen))
        <other> ~5 (nicht mehr (leben|aufwachen|weiterleben)) (will|mochte|wollen)
        <other> ~3 (will|mochte) nicht mehr (leben|aufwachen)
        <other> ~2 ritzt ~1 sich
        (ritzt|verletzt) sich (selbst)?
        <other> ~4 (selbstmordgedanken|suizidgedanken|suizidal|selbstmordgefahrdet)
        <other> ~4 (abschiedsbrief|abschiedsnachricht|abschiedsbriefe)
        <other> ~4 (zu viele|alle|ganze packung) ~2 <drug>
        (besser|leichter) ohne (ihn|sie)
        [safe]
        sterbe vor (hunger|lachen|langeweile|durst|neugier|hitze|scham|sehnsucht|angst|kalte|aufregung|peinlichkeit)
        (konnte|will|mochte|wurde) ~4 (vor lachen|vor scham|vor peinlichkeit|vor langeweile|vor hunger) (sterben)
        zum sterben (langweilig|schon|mude|komisch|peinlich)
        konnte (meinen|meine|ihn|sie|den|die) ~3 umbringen
        (mutter|chef|vater|mann|frau|lehrer|trainer|schwester|bruder|chefin|eltern|hitze) ~2 bringt mich um (wenn|weil|falls|mit)
        (nicht|nie|niemals) ~1 (sterben|umbringen|toten|suizidal|antun|verletzen|erhangen | tot sein)
        <want> ~1 (mich|mir)? ~1 (nicht|nie|niemals) ~1 (selbst|etwas|was|mehr)? <deed>
        (will|wurde|werde|mochte) ~1 (mich|mir)? (nicht|nie|niemals) ~2 (umbringen|antun|verletzen|sterben|ritzen|toten)
        mir ~1 (nie|nichts|niemals|nicht) ~1 (etwas|was)? antun
        (habe|hatte) ~2 (keine|nie|niemals|keinerlei) ~1 (suizidgedanken|selbstmordgedanken)
        bin ~1 (nicht|nie|auch nicht) ~2 (suizidal|selbstmordgefahrdet)
        (keine|nie|niemals|keinerlei) ~1 (suizidgedanken|selbstmordgedanken)
        (nicht|nie) ~1 (suizidal|selbstmordgefahrdet)
        (denke|dachte) ~1 (nicht|nie) ~1 (mehr)? ~1 (an)? ~1 (selbstmord|suizid | daran mich umzubringen)
        ich ritze mich ~4 nicht mehr
        mich ~4 nicht mehr (geritzt|ritzen|verletzt)
        (fruher|damals|vor (~3 (jahren|monaten))|als (kind|teenager|jugendliche|jugendlicher)|in meiner jugend) ~2 (wollte|habe|hatte|dachte|war|ritzte|versuchte) ~4 (suizidal|geritzt|<deed>)
        (habe|hatte) ~2 vor ~3 (jahren|monaten) ~3 <deed>
        (wollte|versucht) ~1 (mich|mir)? <deed> ~3 vor ~3 jahren
        (uberlebt|uberlebte|uberlebende) ~3 (suizidversuch|selbstmordversuch|suizid)
        nicht mehr ~6 (bei|mit|in|hier|dort|auf|neben|unter|zusammen|allein|so weit|ohne dich|nebeneinander) ~4 (leben|weiterleben)
        nicht mehr (hier|dort|zusammen|allein) leben
        (nicht|nie) ~1 mehr? ~1 (so fruh|fruh|um|vor|wegen|zu spat|zu fruh|neben|mitten) ~3 (aufwachen|wach werden)
        (schneiden|geschnitten) ~2 (haare|finger|nagel|pony)
        mich ~4 (finger|haare|kochen) ~1 (geschnitten|schneiden|schneide)
        (springe|springen|spring) ~3 (dusche|wasser|bett|pool|see|trampolin|brett)
        schluss mit (lustig|dem rauchen|zucker|der arbeit|allem kram)
        (alles|es) (hat|macht) (keinen|kein) sinn (wenn|dass|zu warten)
        (suizidpravention|suizidprevention|selbstmordanschlag|selbstmordattentat|selbstmordaktion|selbstmordkommando)
        (doku|film|buch|roman|krimi|artikel|serie|nachrichten|referat|aufsatz|podcast|vortrag|seminar|hauptfigur|schule|unterricht|werther|lied|studie) -8 (suizid|selbstmord|stirbt|suizidal | sich das leben (nehmen|zu nehmen) | sich um)
        (rede|reden|sprechen|spreche|spricht|unterhalten|unterricht) ~4 (uber|von) ~1 (suizid|selbstmord)
        (hat|hatte) sich ~6 (leben genommen|umgebracht|erhangt|erschossen|suizidiert)
        <other> ~2 hat sich ~4 das leben genommen ~8 denke ~3 an (ihn|sie)
        (durch|wegen|nach) ~1 (suizid|selbstmord) (verloren|gestorben)
        """;
}
