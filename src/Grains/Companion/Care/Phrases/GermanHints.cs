namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>German, by concept: intent and means, preparation, farewell, absence, burden, threats by others.</summary>
internal static class GermanHints
{
    public const string Text = """
        [exact]
        zuge zugig dachte wacht seile stricken waffel waffeln fahrer faden brief briefe baume stimmt stimme lasten luste liste leisten bremse hande wande zukunftig stimmung einschlagen
        [short]
        wars = ware es; gings = ging es; hats = hat es; ists = ist es; gehts = geht es; zuege = zuge; ueberdosis = uberdosis; kaputt = kaputt; haett haette haetten = hatte; koennte = konnte; gekuert = gekurt; glueck = gluck; fuehle fuehl fuhl = fuhle; spaeter = spater; traum = traume; stuerzen = sturzen; verbruht = verbruht; ueberfaehrt = uberfahrt; ueberfahren = uberfahren
        [sets]
        intent = (will|mochte|wurde|werde|wollte|konnte|sollte|denke|denk|uberlege|stelle mir vor|liebsten|lust|drang|traume|dachte|gedanke|gedanken|gedacht|vor|uberlegt|vorstelle) ~4
        drug = tabletten|schlaftabletten|pillen|medikamente|paracetamol|ibuprofen|antidepressiva|schmerztabletten|tavor|tropfen|schlafmittel|beruhigungsmittel|insulin|schmerzmittel|valium|tilidin|aspirin|opiate|kapseln|medis
        arm = messer|pistole|waffe|axt|gewehr|hammer|beil|machete|knarre
        high = brucke|dach|balkon|fenster|hochhaus|klippe|turm|gelander|felsen|abgrund|parkhaus|stock|dachterrasse
        rail = zug|bahn|gleise|gleis|ubahn|sbahn|lkw|laster|auto|bus|verkehr|strasse|autobahn|bahnsteig|schienen|bahngleise
        body = arm|arme|armen|unterarm|unterarme|handgelenk|handgelenke|bein|beine|beinen|oberschenkel|haut|pulsadern|bauch|hand|gesicht
        one = er|sie|mann|freund|vater|ex|partner|bruder|stiefvater|frau|mutter|papa|onkel|jemand|nachbar|typ|exfreund|exmann|sohn
        other = er|sie|freundin|freund|freunde|bruder|schwester|tochter|sohn|mutter|vater|mama|papa|mann|frau|ex|kumpel|kollegin|kollege|jemand|mitbewohner|mitbewohnerin|cousine|cousin|nachbar|nachbarin|schuler|schulerin|kind|madchen|junge|partner|partnerin|oma|opa|onkel|tante|neffe|nichte|mitschuler|mitschulerin|studentin|student|klassenkamerad
        [explicit]
        <intent> (springen|spring|sprange|sturzen|werfen|fallen lassen|sturzen|springe|werfe|laufen) ~5 (<high> | <rail>)
        <intent> (springen|runterspringen|herunterspringen) $
        <intent> (vor|von|aus|unter|in|auf) ~3 (<high> | <rail>) ~3 (springen|spring|sprange|sturzen|werfen|fallen|legen|laufen|gehen|stellen|rennen)
        <intent> (gegen|in|von|vor) ~3 (baum|wand|mauer|pfeiler|brucke|laster|lkw|gegenverkehr|graben|leitplanke|brucken*|strasse|klippe) ~3 (fahren|lenken|rasen|steuern|krachen|fahre|setzen|ziehen)
        (lenkrad|steuer) ~4 (los|loslassen|verreissen|herumreissen|rumreissen)
        (<high> | <rail>) ~9 (springen|springe|gesprungen|sprung|fallen lassen|loszulassen|loslassen|zu springen|ans springen|wie leicht|wie einfach)
        wie (leicht|einfach) ~1 es ~1 (ware|ist|wurde) ~5
        wenn ich (springe|spring|springen|sprange|falle|fiele|gesprungen) ~6 (weh|tot|sterben|sterbe|jemand|merken|uberlebe|brucke|fenster)
        vor (den|einen|die|das|ein|eine|nen) ~1 (zug|bahn|ubahn|sbahn|lkw|laster|auto|bus) ~3 (springen|werfen|gehen|laufen|legen|stellen|schmeissen|springe|werfe|soll)
        auf (die|den) (gleise|schienen|bahngleise|gleisen|bahngleisen) ~3 (legen|lege|stellen|gelegt|gehen|liege|laufen)
        ins (meer|wasser) ~4 (gehen|laufen|schwimmen) ~6 (nicht|nie) ~3 (zuruck|wiederkommen|heraus|umdrehen)
        (sammle|sammel|gesammelt|sammeln|horte|gehortet|horten|spare|gespart|aufgespart|aufgehoben|bunkere|gebunkert|versteckt|verstecke|zuruckgelegt|beiseite) ~6 <drug>
        <drug> ~4 (gesammelt|gehortet|aufgehoben|gespart|aufgespart|gebunkert|versteckt|zuruckgelegt|beiseite|angespart|zusammen|sammeln|bereitgelegt)
        (genug|wie viele|wieviele|wieviel|ab wie) ~2 <drug> ~8 (sterben|tot|stirbt|todlich|aufwachen|aufwacht|reicht|reichen|umbringen|schluss|tod|brauche|braucht man)
        (todliche|letale|toedliche) dosis
        (<many> | zehn|funfzehn|zwanzig|dreissig|vierzig|funfzig|handvoll|schachtel|packung|packungen|alle|ganze|samtliche|viele|blister|flasche) ~4 <drug> ~5 (genommen|geschluckt|eingeworfen|runtergespult|intus|gefressen|eingenommen|reingehauen|getrunken|drin)
        (genommen|geschluckt|nehme|schlucke|nahm|schluckte|eingenommen|intus) ~4 (zu viele|alle|ganze|packung|schachtel|<many>|handvoll) ~3 <drug>
        (bleichmittel|frostschutzmittel|gift|rattengift|abflussreiniger) ~4 (getrunken|trinken|geschluckt|trinke|genommen|besorgt)
        (strick|galgen|schlinge) ~6 (gekauft|besorgt|liegt|bereit|keller|dachboden|hangt|gebunden|geknupft|wartet|hals|bestellt|nehmen)
        (habe|hab) ~4 (strick|schlinge) ~4
        (seil) ~4 (gekauft|besorgt|gebunden|geknupft|bereit|liegt)
        (habe|hab|besorge|besorgt|kaufe|weiss wo|liegt|hole|genommen|komme an) ~6 (pistole|gewehr|knarre|schusswaffe|waffe) ~3
        (kugel|schuss) ~2 (in den kopf|durch den kopf|in den mund|ins herz)
        (kugel) ~2 (geben|jagen|verpassen)
        (methode|methoden|weg|art|tod|wege|moglichkeit) ~4 (schmerzlos|schmerzlose|schmerzloser|schnell zu sterben|zu sterben|sanfter|am wenigsten weh|mich umzubringen|ohne schmerzen|zu gehen ohne)
        (schmerzlos*|schmerzfrei*) ~3 (sterben|tod|gehen|weg|methode|methoden|wege)
        (google|gegoogelt|gesucht|suche|recherchiert|recherchiere|nachgelesen|geschaut) ~7 (sterben|sterbe|suizid|selbstmord|dosis|schmerzlos|tod|stirbt|umbringt)
        (verbrenne|verbrannt|geschnitten|schneide|schneiden|aufgeschnitten|aufgeritzt|ritze|geritzt|kratze|zerkratzt|gekratzt|schlage|geschlagen|beisse|verbruht|aufgekratzt) ~6 (blut|blutet|blutig|erleichtert|erleichterung|beruhigt|wieder|absichtlich|bestrafen|spure|spuren|zigarette|feuerzeug|klinge|rasierklinge|hilft)
        (mir|meine|meinen|die|mich) ~5 (<body>) ~4 (aufgeschnitten|aufgeritzt|geritzt|verbrannt|zerkratzt|zerschnitten|blutig|aufgeschlitzt|aufgekratzt|geschnitten|schneiden|ritzen)
        (wieder|absichtlich|heimlich|jeden) ~3 (geschnitten|geritzt|verbrannt|verletzt|aufgeschnitten|ritze|schneide|selbst verletzt)
        (kopf) ~3 (gegen|an) ~2 (wand|mauer) ~6 (blut|blutet|blutig|bis|stimmen)
        (klinge|klingen|rasierklinge|rasierklingen|feuerzeug|zigarette|zigaretten|messer|schere|cutter|teppichmesser) ~5 (<body> | etwas spuren | was spuren | bluten | ritzen | versteckt | haut | ausgedruckt)
        (muss|will|mochte|brauche|drang) ~3 (bluten|blut sehen|schmerz spuren|schmerzen spuren)
        (stimme|stimmen|damon|teufel|kopf) ~5 (sagt|sagen|befiehlt|befehlen|flustert|flustern|schreit|schreien|will|wollen|verlangt|verlangen|ruft|rufen|drangt) ~9 (umbringen|umbring|toten|sterben|springen|spring|schneiden|antun|weh|verletzen|tu es|zug|brucke|fenster|schluss|stirb|erstechen|beenden|sturzen|aufhangen)
        (angst|drang|gedanken|will|zwang) ~5 (baby|kind|kindern|kinder|sohn|tochter) ~4 (antun|wehzutun|weh|umbringen|umzubringen|toten|schutteln|verletzen|ertranken|ersticken)
        <one> ~1 (hat|hatte) ~2 mich ~5 (geschlagen|gewurgt|verprugelt|vergewaltigt|getreten|gestossen|bedroht|gestochen|verbrannt|misshandelt|eingesperrt|geschubst)
        <one> (schlagt|wurgt|tritt|bedroht|verprugelt|misshandelt|prugelt|vergewaltigt|schubst|stalkt|verfolgt) mich
        <one> ~3 (mit|hat|holt|zieht|kommt|steht|nimmt|halt) ~4 <arm> ~5 (tur|draussen|vor mir|angst|hals|kehle|in der hand|bedroht|auf mich|gezogen|geholt|gedroht|kopf|haus)
        <one> ~1 (hat|hatte|holt|zieht|steht mit) ~1 (ein|eine|einer|einem|das|die|seine|wieder) ~1 <arm>
        <arm> ~6 (tur|draussen|kehle|hals|eingesperrt|bedroht|gedroht|auf mich)
        (tur|draussen|eingesperrt|eingeschlossen|versteckt|verstecke) ~9 <arm>
        (sagt|droht|drohte|gedroht|schwort|will|angst|schreit|sagte|drohen) ~8 (mich|uns) ~3 (umbringt|totet|umzubringen|toten|umbringen|abstechen|abzustechen|erschiessen|erschiesst|ersticht|erstechen|abknallen|totschlagen|kaltmachen|um)
        (bringt|totet|ersticht|erschiesst|macht|schlagt) ~1 (er|sie)? mich ~2 (um|tot|kalt|ab)? ~2 wenn ich ~2 (gehe|ihn|was|rede|zur|weggehe|verlasse|anzeige|jemandem|sie)
        wenn ich ~5 (gehe|verlasse|anzeige|erzahle|abhaue|rede|trenne|weggehe) ~5 (bringt|totet|umbringen|ersticht|erschiesst|umbringt|kalt)
        angst um mein leben
        [indirect]
        (geschrieben|schreibe|schreib|hinterlasse|aufgenommen|geschrieben) ~8 (wenn ich ~2 (weg|tot|nicht|gegangen) | zum abschied | nach meinem tod | fur danach | wenn es vorbei)
        (brief|briefe|abschied|video|videos|zettel) ~10 (wenn ich ~2 (weg|tot|nicht|gegangen) | zum abschied | nach meinem tod | fur danach | verzeiht | nicht mehr bin)
        (abschiedsbrief*|abschiedsvideo|abschiedsnachricht)
        (mein testament|patientenverfugung|meine beerdigung|mein grab|mein begrabnis|meinen sarg) ~5 (fertig|geschrieben|gemacht|geplant|bezahlt|ausgesucht|liegt|unterschrieben|organisiert|geregelt)
        (habe|hab|ist) ~3 alles (geregelt|vorbereitet|organisiert) ~6 (gehen|tod|weg|ende|zettel|passworter|niemand|soweit|brief|$)
        (tag|datum|termin|zeitpunkt) ~4 (ausgesucht|festgelegt|gewahlt|entschieden|steht fest) ~4
        (verschenkt|verschenke|weggegeben|gebe|verkauft|vermacht|gegeben) ~7 (brauch|brauche|brauchen) ~4 (nicht|nie|nichts) ~1 mehr?
        (sachen|alles|gitarre|bucher|schmuck|sammlung|zeug) ~4 (verschenkt|weggegeben|gegeben) ~7 (brauch|brauche|nicht mehr|weg bin|erinnert)
        (hund|katze|katzen|haustier|tiere|hunde) ~5 (zuhause|platz|familie|jemanden|abgegeben|untergebracht) ~6 (gefunden|gesucht|gehen|nichts mehr|bald|weg bin)
        (wenn|falls|bis|sobald) ~2 (lest|liest|lesen|findet|findest|gefunden|seht|siehst|horst|erfahrt|das|dies|den|brief|nachricht) ~3 (lest|liest|gelesen|findet|findest|seht|siehst|horst)? ~4 (bin|werde|ist|war|habe|ware) ~5 (nicht mehr|tot|weg|gegangen|vorbei|zu spat|fort|gestorben|erlost)
        (sag|sagt|sagen sie|richte|richtet) ~4 (dass|ich) ~4 (liebe|geliebt|lieb habe|leid tut|nicht schuld|keine schuld|lieb hatte)
        (nicht|keiner|niemand|keine) ~2 schuld ~8 (leb|tschuss|abschied|verzeih|verzeiht|mude|liebe euch|gehen|gehe|entscheidung)
        (danke fur alles) ~6 (leb|tschuss|verzeiht|letzte|gehe|immer|abschied|machts gut|adieu)
        (mein|meine|unser|letztes|letzte|letzter|letzten) ~1 (letztes|letzte|letzter|letzten) ~1 (weihnachten|geburtstag|sommer|nacht|tag|nachricht|brief|worte|abend|winter|silvester|gesprach|weihnachtsfest)
        (weihnachten|morgen|geburtstag|sommer|montag|freitag|woche|fruhling|jahr|silvester|monat|ostern|winter|bald|abitur|jahren|dann) ~4 (werde|bin|lebe|gibt|existiere|leb) ~3 (nicht|nie) ~1 mehr ~2 (da|hier|sein|leben|am leben|mich|erleben|$)
        (werde|bin|lebe|erlebe|leb) ~1 ich? ~6 (nicht|nie|kaum) ~1 (mehr)? ~2 (da sein|da|erleben|am leben|leben|hier|hier sein|dabei sein) ~3 (weihnachten|morgen|sommer|montag|nachste|nachstes|dann|$)
        (werde|erlebe|schaffe) ~5 (geburtstag|weihnachten|sommer|abitur|nachste jahr|nachstes jahr|achtzehn|dreissig|<number>) ~4 (nicht|nie|kaum) ~1 (mehr)? ~1 (erleben|schaffen|erreichen|feiern)
        (sehe|seh|habe|hab|gibt) ~4 (keine|keinen) ~1 (zukunft|perspektive) ~2 (mehr|fur mich|$|vor mir)
        (sehe|seh) mich ~3 nicht ~4 (alt werden|alter|leben|mit <number>|in <number>|erwachsen|zukunft)
        (bald|endlich|dann) ~4 (vorbei|ruhe|frieden|frei|erlost|geschafft|ende|zu ende|schluss|weg|uberstanden) ~5 (vorbei|ruhe|frieden|schmerz*|mehr|fur immer|ich|$|alle|weh|endlich)
        (nicht|keine|nie) ~3 (mehr)? ~2 (sorgen|kummern|belasten|ertragen|aufregen|sorge) ~3 (mich|meinetwegen|mir) ~3
        (um mich|wegen mir|mit mir) ~4 (nicht|keine) ~2 (mehr|lange|langer) ~3 (sorgen|kummern|machen|argern)
        (schlafen|einschlafen|schlafe|einschlafe|augen zu|augen zumachen|augen schliessen|hinlegen) ~6 (nie|nicht|ewig|immer|nimmer) ~3 (mehr|wieder|aufwachen|aufwache|wach|aufstehen|aufmachen|offnen|erwachen|$|schlafen)
        (fur immer|ewig) ~2 (einschlafen|schlafen|weg|verschwinden|gehen|ruhe)
        (will|mochte|wurde|liebsten|wunschte|wollte|wunsch) ~4 (verschwinden|weg sein|nicht mehr existieren|auflosen|nicht mehr da sein|nicht mehr hier sein|nicht existieren|nicht mehr sein|aus der welt|von der welt|von dieser welt|nicht da sein|nie existiert) ~3 ($|immer|ganz|welt|einfach|und|spurlos|fur|von)
        (niemand|keiner|keinem|niemandem|wer|jemand) ~4 (merken|vermissen|auffallen|interessieren|trauern|stort|vermisst|merkt|fehlen|weinen|bemerken|juckt|suchen|interessiert) ~5 (wenn|ob) ich ~4 (weg|tot|sterbe|nicht|verschwinde|verschwande|gestorben|sterben|fehle)
        (wenn|ob) ich ~4 (weg|tot|verschwande|verschwinde|sterbe|nicht mehr da) ~5 (niemand|keiner|niemandem|keinem|wer)
        (last|belastung|burde|klotz|ballast|lastig) ~3 (fur|am) ~4 (familie|alle|kinder|eltern|mann|frau|andere|anderen|euch|freunde|bein|dich|mama|sie)
        (zur|eine) (last|belastung|burde) ~2 (falle|fallen|bin|fall|fur)?
        (falle|fall|fallen) ~6 (zur last)
        (ohne mich) ~4 (besser|leichter|gut|glucklicher|einfacher|ruhe|schoner|weniger)
        (besser|leichter|glucklicher|einfacher|erleichtert|froh|entlastet|freier) ~6 (ohne mich | (wenn|sobald) (es)? ~1 (ich|mich) ~3 (weg|tot|nicht|gestorben|sterbe))
        (tot) ~2 mehr wert
        (lebensversicherung) ~9 (tot|mehr|sterbe|wenn ich|helfen)
        (wozu|warum|wofur|weshalb) ~3 (weiterleben|leben|weitermachen|lebe|aufstehen|existiere|existieren|weiter|aufwachen|noch da|noch hier)
        (keinen|kein|nicht|ohne|null) ~3 (sinn|grund|warum|wozu) ~5 (weiter|weiterzumachen|leben|weiterleben|weitermachen|aufzustehen|bleiben|hierzubleiben|existieren|zu sein|da zu sein)
        (hoffe|hoffentlich|wunsche|wunschte|wunsch|wenn|liebsten|bete|egal|recht|froh) ~7 (bus|laster|lkw|auto|zug|bahn|blitz|krebs|herzinfarkt|unfall|meteorit|tumor|herz) ~5 (uberfahrt|uberfahren|uberrollt|trifft|erwischt|totet|holt|erfasst|mich|stehen bliebe|stehen bleibt|aufhort)
        (hoffe|hoffentlich|wunsche|wunschte|wunsch|wenn|liebsten|bete|egal|recht) ~4 (uberfahrt|uberrollt|erwischt|trifft|totet|holt|erfasst) ~1 mich
        (gott|herrgott|herr) ~4 (hol|holt|holen|nimm|nimmt|zu sich|erlos|erlose) ~2 (mich)?
        (will|mochte|werde|bald|wieder|gehe) ~4 (zu|bei) (ihm|ihr|meinem|meiner|mama|papa|oma|opa) ~3 (in den himmel|im himmel|ins grab|da oben|nach oben|auf die andere)
        (folgen|folge|nachfolgen|nachgehen) ~3 (ins grab|in den tod|in den himmel)
        (in den tod|ins grab) ~2 (folgen|nachfolgen|gehen)
        (keine kraft|kann nicht) ~3 mehr ~8 (verzeiht|verzeih|lebt|leb|abschied|tut mir leid|liebe euch|ende|schluss)
        (<high> | <rail> | abgrund) ~8 (zieht mich|zog mich|lockt mich|loslassen|wollte loslassen|ware so einfach|so leicht)
        (verletze|schneide|verbrenne|schlage|kratze|beisse) mich ~1 (selbst|absichtlich|wieder|immer|weil|bis|wenn|damit|oft)
        (am hals|an der kehle|an den haaren) ~3 (gepackt|gewurgt|gezogen|gezerrt|packt|packte|festgehalten)
        (geregelt|bezahlt|sortiert|vorbereitet|organisiert|aufgeraumt|erledigt|gekundigt) ~9 (nach mir | danach | fur danach | wenn ich ~1 (weg|tot|nicht) | nach meinem)
        (hoffe|wunsche|wunschte|will|mochte|bete) ~4 herz ~4 (stehen|aufhort|stehenbleibt|schlagen aufhort|stillsteht|aufhoren)
        (nichts|niemand) ~2 (halt|haelt|halten) mich ~2 (hier|auf der welt|auf dieser welt|mehr)
        (sommer|winter|fruhling|geburtstag|weihnachten|jahr|herbst|abitur|silvester|monat|woche) ~2 (erlebe|uberlebe|schaffe) ich ~2 (nicht|nie|eh nicht)
        [third]
        <other> ~6 (will|mochte|sagt|schreibt|geschrieben|droht|gedroht|redet|meint|postet|gepostet|geschickt|erzahlt|spricht|wollte|dass) ~9 (sterben | springen | nicht mehr leben | tot | sich ~2 umbringen | sich ~2 umbringt | verschwinden | nicht mehr da | nicht mehr aufwachen | verabschiedet | abschied | nicht mehr existieren | zur last | schluss machen mit dem leben | leben nehmen | nicht mehr kann und | ohne ihn | ohne sie | brucke|suizid)
        <other> ~3 (hat|haben) ~2 sich ~5 (verabschiedet|geritzt|geschnitten|verletzt|verbrannt|aufgeschnitten)
        <other> ~5 (schnitte|narben|schnittwunden|wunden|ritzspuren|brandwunden|verletzungen) ~4 <body>
        (schnitte|narben|schnittwunden|ritzspuren|wunden|rasierklingen|klingen) ~5 (gesehen|entdeckt|gefunden|gezeigt|<body>)
        <other> ~4 (verschenkt|verschenkte) ~3 (alles|alle|sachen|seine|ihre)
        <other> ~5 (sammelt|versteckt|geschluckt|genommen|gekauft|hortet|schluckt|besorgt) ~4 (tabletten|strick|pillen|schlaftabletten|medikamente|seil|waffe)
        <other> ~5 (tabletten|strick|pillen|schlaftabletten|medikamente) ~4 (gesammelt|versteckt|geschluckt|genommen|gekauft|gehortet|besorgt)
        <other> ~4 (brucke|dach|balkon|fenster|gleisen|gleise) ~6 (springen|springt|hilfe|weint|runter)
        [safe]
        (hebe|sammle|gesammelt|gekauft|habe|hab|genommen|versteckt|nehme|aufgehoben|lege|besorgt|spare) ~10 (tabletten|pillen|medikamente|ibuprofen|paracetamol|kapseln|tropfen|insulin|schmerztabletten|seil|pistole|waffe|gewehr|aspirin|schmerzmittel) ~9 (reise|reisekrankheit|reisetabletten|fahrt|urlaub|flug|schiff|allergie|apotheke|arzt|hund|katze|oma|kopfschmerzen|migrane|erkaltung|grippe|fieber|klettern|schaukel|zelt|boot|spielzeug|wasserpistole|spiel|jagd|schutzenverein|museum|heissklebe|kuhlschrank|entsorgen|ruckgabe|sport|wandern)
        (seil|strick|pistole|waffe|messer|axt) ~6 (klettern|schaukel|garten|zelt|boot|spiel|film|jagd|kuche|kochen|brot|kase|holz|camping|wasche|serie|krimi|tauziehen|turnhalle|zwiebel|taschenmesser) ~3
        (weihnachten|morgen|montag|freitag|woche|sommer|heute|bald|ostern) ~4 (bin|werde) ~3 (nicht|nie) ~1 mehr? ~2 (da|hier|sein)? ~8 (urlaub|arzt|reise|verreist|arbeit|termin|zahnarzt|flug|ferien|fliege|fahre|ausland|kur|dienstreise|schule|bei meinen|skifahren|umziehe|umzug)
        (bin|werde) ich? ~5 nicht ~1 mehr? ~2 (da|hier|sein) ~8 (urlaub|arzt|reise|verreist|arbeit|termin|zahnarzt|flug|ferien|fliege|fahre|ausland|kur|dienstreise|umziehe|umzug|skifahren)
        (verschenkt|verschenke|weggegeben|verkauft) ~8 (alte|alten|altes|klein|umzug|flohmarkt|aussortiert|passen|spende|ausgemistet) ~8
        (alte|alten|altes|kleine|kleinen|babysachen|gebrauchte) ~5 (verschenkt|weggegeben|verkauft|gespendet) ~6
        (bald|endlich|dann|alles) ~5 (vorbei|ruhe|ende|geschafft|frei|schluss|zu ende) ~8 (prufung|prufungen|klausur|klausuren|semester|winter|projekt|schule|woche|schicht|abi|abitur|umzug|saison|film|spiel|ferien|urlaub|arbeit|feierabend|baustelle|wochenende|sommer)
        (prufung|prufungen|klausur|klausuren|semester|winter|projekt|schule|woche|schicht|abi|umzug|saison|film|spiel|arbeit|baustelle|renovierung|feierabend|ferien|sommer) ~8 (bald|endlich|dann) ~5 (vorbei|ruhe|ende|geschafft|frei|schluss|zu ende) ~3
        (springen|springe|spring|werfen|gesprungen|laufen|sprung) ~5 (wasser|pool|see|bett|trampolin|fallschirm|bungee|seil|pfutzen|freibad|meer) ~2
        (pool|see|wasser|freibad|trampolin|bungee|fallschirm|seil) ~5 (springen|springe|gesprungen|sprung) ~2
        (brucke|balkon|dach|dachterrasse|turm) ~8 (foto|fotos|bilder|aussicht|blumen|pflanzen|party|bungee|grillen|schiffe)
        (spiel|film|serie|buch|roman|krimi|szene|stuck|lied|minecraft|fortnite|level) ~12 (umbringt|umbringen|sterben|messer|pistole|waffe|springt|stirbt|toten|totet|um|springen) ~2
        (geschnitten|schneide|schneiden|verbrannt|verbruht|verbrenne|gestossen|geschlagen) ~6 (kochen|kuche|ofen|bugeleisen|zwiebel|zwiebeln|pfanne|rasieren|sonne|papier|versehen|ausversehen|kaffee|suppe|brot|gemuse|tur|tisch)
        (kochen|ofen|bugeleisen|zwiebel|zwiebelschneiden|zwiebeln|pfanne|rasieren|papier|versehen|ausversehen|kaffee|suppe|brot|gemuse|herd|backen) ~9 (geschnitten|verbrannt|verbruht|schneiden|verletzt|gestossen)
        (er|sie|mann|papa|opa|freund) ~2 (hat|mit|nimmt|holt|halt) ~4 (messer|axt|hammer|beil|waffe|pistole) ~6 (kuche|kochen|brot|kase|holz|camping|spielzeug|film|spiel|kleb*|tomaten|nagel)
        (schlagt|tritt|geschlagen|besiegt) ~1 mich ~3 (beim|im|schach|tischtennis|spiel|karten|mensch)
        mich ~3 (beim|im) ~2 (schach|tischtennis|spiel|tennis|kartenspiel) ~2 geschlagen
        (verschwinden|schlafen|weg sein) ~6 (insel|wochenende|urlaub|berge|sonntag|strand|bettdecke|peinlich)
        (bald|endlich|dann|alles) ~5 (prufung|prufungen|klausur|klausuren|semester|winter|projekt|schule|woche|schicht|abi|abitur|umzug|saison|film|spiel|ferien|arbeit|baustelle|sommer) ~4 (vorbei|ende|geschafft|schluss|zu ende) $?
        (will|mochte|wurde|werde|wollte|liebsten|lust) ~8 (wasser|pool|see|freibad|trampolin|bungee|fallschirm|sprungturm|bett) ~3 (springen|springe|machen) $?
        (mir|mich) ~3 (beim|am|mit|an|in) ~3 (kochen|ofen|bugeleisen|zwiebel|zwiebelschneiden|zwiebeln|pfanne|rasieren|papier|versehen|kaffee|suppe|brot|gemuse|herd|backen|grillen|sonne) ~6 (geschnitten|verbrannt|verbruht|schneiden|verletzt|gestossen)
        (springe|spring|springen|hupfe) ~3 in (den|die|ne|das) (zug|bahn|bus|auto|ubahn) ~2
        (er|sie|bruder|vater|papa|opa|freund|schwester|mann|frau) ~1 hat mich ~3 (schach|tischtennis|spiel|tennis|kartenspiel|mario|karten|monopoly) ~2 geschlagen
        (peinlich|scham|geschamt) ~8 (verschwinden|sterben|versinken) $?
        """;
}
