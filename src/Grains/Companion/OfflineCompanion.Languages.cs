namespace XelaConnect.Grains.Companion;

internal sealed partial record OfflineWords
{
    private static readonly OfflineWords English = new(
        [
            "This is Xela's simple offline voice; the full companion cannot be reached right now.",
            "A reminder: I am Xela's simple offline voice, and the full companion is not reachable for now.",
        ],
        [
            "What would you like to say about it first?",
            "What has today been like for you?",
            "Is there someone you could tell a little of this to?",
            "A circle here might be a gentle place to share it.",
            "What would help a little right now?",
            "When did you notice it first?",
            "What do you wish others understood about it?",
        ],
        Topic("-", "I am listening, even with my few words.", "Thank you for writing that down.", "I hear you, and there is no hurry."),
        [
            Topic("grief grieving funeral passed died mourning loss lost", "Missing someone can fill a whole day.", "Grief has its own pace, and yours is allowed."),
            Topic("lonely alone loneliness isolated", "Feeling alone can be heavy, even among people.", "It says something that you long for company; that wish is a good one."),
            Topic("anxious anxiety worried worry nervous panic scared afraid", "It sounds as if worry is taking up a lot of room.", "Being on edge for long is tiring."),
            Topic("angry mad furious anger annoyed", "Something there seems to have crossed a line for you.", "Anger often guards something that matters."),
            Topic("stressed stress pressure overwhelmed exams exam deadline deadlines", "That is a lot to carry at once.", "So much at the same time would press on anyone."),
            Topic("tired exhausted sleep sleepy insomnia awake nights", "Being this tired makes everything louder.", "Rest seems far away at the moment."),
            Topic("sad cry cried crying unhappy down empty heartbroken breakup", "I hear how sad this is.", "Sadness like this deserves a little room."),
            Topic("grateful thanks thank gratitude thankful", "It is good that you noticed it.", "Thank you too, for saying so."),
            Topic("happy proud glad excited joy great", "How good to read this.", "That deserves to be enjoyed for a moment."),
            Topic("work job boss office colleague colleagues", "Work seems to be on your mind.", "Work can follow one home."),
            Topic("family mother father mom mum dad sister brother parents kids", "Family can touch us like nothing else.", "It sounds as if family is close to your thoughts."),
            Topic("friend friends friendship", "Friends seem to matter to you here.", "A friendship is worth thinking about."),
        ]);

    private static readonly OfflineWords Spanish = new(
        [
            "Soy la voz sencilla de Xela sin conexión; ahora no se puede llegar a la compañía completa.",
            "Te recuerdo que soy la voz sencilla de Xela sin conexión, y la compañía completa no está disponible por ahora.",
        ],
        [
            "¿Qué te gustaría contar primero?",
            "¿Cómo ha sido hoy para ti?",
            "¿Hay alguien a quien podrías contarle un poco de esto?",
            "Un círculo de aquí puede ser un buen lugar para compartirlo.",
            "¿Qué te ayudaría un poco ahora?",
            "¿Cuándo lo notaste por primera vez?",
            "¿Qué te gustaría que los demás entendieran?",
        ],
        Topic("-", "Te escucho, aunque sea con pocas palabras.", "Gracias por escribirlo.", "Te leo, y no hay prisa."),
        [
            Topic("duelo murio fallecio funeral perdi perdida extrano", "Echar de menos a alguien puede llenar un día entero.", "El duelo tiene su propio ritmo, y el tuyo está bien."),
            Topic("solo sola soledad aislado aislada", "Sentirse así, sin compañía, pesa.", "Desear compañía es un buen deseo."),
            Topic("ansiedad ansioso ansiosa nervioso nerviosa miedo preocupado preocupada panico", "Parece que la preocupación ocupa mucho espacio.", "Vivir en tensión agota."),
            Topic("enojado enojada enfadado enfadada rabia furioso furiosa ira", "Algo ahí parece haber pasado un límite.", "La rabia suele cuidar algo que importa."),
            Topic("estres estresado estresada presion agobio agobiado agobiada examenes", "Es mucho para llevar a la vez.", "Tanto a la vez pesaría a cualquiera."),
            Topic("cansado cansada agotado agotada dormir sueno insomnio", "Con tanto cansancio todo suena más fuerte.", "El descanso parece lejos en este momento."),
            Topic("triste llorar llore lloro tristeza vacio vacia ruptura", "Se nota la tristeza en lo que escribes.", "Una tristeza así merece un poco de espacio."),
            Topic("gracias agradecido agradecida gratitud", "Qué bueno que lo notaste.", "Gracias a ti por decirlo."),
            Topic("feliz contento contenta orgulloso orgullosa alegre alegria", "Qué bueno leer esto.", "Eso merece disfrutarse un momento."),
            Topic("trabajo jefe jefa oficina", "El trabajo parece estar en tus pensamientos.", "El trabajo a veces nos sigue hasta casa."),
            Topic("familia madre padre mama papa hermana hermano hijos", "La familia nos toca como nada más.", "Parece que la familia está cerca de tus pensamientos."),
            Topic("amigo amiga amigos amigas amistad", "Los amigos parecen importar aquí.", "Vale la pena pensar en una amistad."),
        ]);

    private static readonly OfflineWords French = new(
        [
            "Ici la voix simple de Xela hors ligne ; la compagnie complète n'est pas joignable en ce moment.",
            "Pour rappel, je suis la voix simple de Xela hors ligne, et la compagnie complète n'est pas joignable pour l'instant.",
        ],
        [
            "Que voudrais-tu en dire d'abord ?",
            "Comment s'est passée ta journée ?",
            "Y a-t-il quelqu'un à qui en dire un peu ?",
            "Un cercle d'ici peut être un endroit doux pour le partager.",
            "Qu'est-ce qui aiderait un peu maintenant ?",
            "Quand l'as-tu remarqué pour la première fois ?",
            "Que voudrais-tu que les autres comprennent ?",
        ],
        Topic("-", "Je t'écoute, même avec peu de mots.", "Merci de l'avoir écrit.", "Je te lis, et rien ne presse."),
        [
            Topic("deuil mort morte enterrement perdu perdue manque decede", "Le manque de quelqu'un peut remplir une journée.", "Le deuil a son rythme, et le tien est permis."),
            Topic("seul seule solitude isole isolee", "Se sentir sans compagnie pèse lourd.", "Désirer de la compagnie est un beau désir."),
            Topic("anxieux anxieuse angoisse anxiete peur inquiet inquiete panique stressant", "On dirait que l'inquiétude prend beaucoup de place.", "Rester sur ses gardes fatigue."),
            Topic("colere enerve enervee furieux furieuse rage", "Quelque chose semble avoir dépassé une limite.", "La colère garde souvent ce qui compte."),
            Topic("stress stresse stressee pression deborde debordee examens", "C'est beaucoup à porter à la fois.", "Autant de choses en même temps pèseraient à n'importe qui."),
            Topic("fatigue fatiguee epuise epuisee dormir dors sommeil insomnie", "Avec tant de fatigue, tout semble plus fort.", "Le repos paraît loin en ce moment."),
            Topic("triste pleure pleurer tristesse vide rupture", "J'entends la tristesse dans ces mots.", "Une tristesse comme celle-là mérite un peu de place."),
            Topic("merci reconnaissant reconnaissante gratitude", "C'est bien de l'avoir remarqué.", "Merci à toi de le dire."),
            Topic("heureux heureuse fier fiere content contente joie", "Quel plaisir de lire cela.", "Cela mérite d'être savouré un moment."),
            Topic("travail boulot chef bureau collegue collegues", "Le travail semble occuper tes pensées.", "Le travail nous suit parfois à la maison."),
            Topic("famille mere pere maman papa soeur frere enfants", "La famille nous touche comme rien d'autre.", "On dirait que la famille est proche de tes pensées."),
            Topic("ami amie amis amies amitie", "Les amis semblent compter ici.", "Une amitié mérite qu'on y pense."),
        ]);

    private static readonly OfflineWords German = new(
        [
            "Hier spricht Xelas einfache Stimme ohne Netz; die volle Begleitung ist gerade nicht erreichbar.",
            "Zur Erinnerung: das ist Xelas einfache Stimme ohne Netz, und die volle Begleitung ist im Moment nicht erreichbar.",
        ],
        [
            "Was möchtest du zuerst davon erzählen?",
            "Wie war der Tag heute für dich?",
            "Gibt es jemanden, dem du ein wenig davon erzählen könntest?",
            "Ein Kreis hier kann ein guter Ort sein, es zu teilen.",
            "Was würde jetzt ein wenig helfen?",
            "Wann hast du es zuerst bemerkt?",
            "Was sollen andere daran verstehen?",
        ],
        Topic("-", "Ich höre dir zu, auch mit wenigen Worten.", "Danke, dass du das aufgeschrieben hast.", "Ich lese dich, und es eilt nicht."),
        [
            Topic("trauer gestorben beerdigung verloren vermisse verstorben", "Jemanden zu vermissen kann einen ganzen Tag füllen.", "Trauer hat ihr eigenes Tempo, und deines ist erlaubt."),
            Topic("allein alleine einsam einsamkeit", "Ohne Gesellschaft zu sein kann schwer wiegen.", "Sich Gesellschaft zu wünschen ist ein guter Wunsch."),
            Topic("angst angstlich nervos sorge sorgen panik unruhig", "Die Sorge scheint viel Raum zu nehmen.", "Lange angespannt zu sein macht müde."),
            Topic("wutend wut sauer zornig arger", "Da scheint eine Grenze überschritten worden zu sein.", "Wut hütet oft etwas, das wichtig ist."),
            Topic("stress gestresst druck uberfordert prufung prufungen", "Das ist viel auf einmal.", "So vieles zugleich würde jeden drücken."),
            Topic("mude erschopft schlafen schlaf schlaflos", "Mit so viel Müdigkeit wird alles lauter.", "Ruhe scheint gerade weit weg zu sein."),
            Topic("traurig weinen geweint weine leer trennung", "Ich höre, wie traurig das ist.", "So eine Traurigkeit verdient ein wenig Raum."),
            Topic("danke dankbar dankbarkeit", "Schön, dass du es bemerkt hast.", "Danke auch dir, dass du es sagst."),
            Topic("glucklich stolz froh freude freue", "Wie gut, das zu lesen.", "Das darf einen Moment lang genossen werden."),
            Topic("arbeit job chef chefin buro kollegen", "Die Arbeit scheint dich zu beschäftigen.", "Arbeit folgt einem manchmal bis nach Hause."),
            Topic("familie mutter vater mama papa schwester bruder eltern kinder", "Familie berührt uns wie sonst nichts.", "Die Familie scheint deinen Gedanken nah zu sein."),
            Topic("freund freundin freunde freundschaft", "Freunde scheinen dir hier wichtig zu sein.", "Eine Freundschaft ist es wert, an sie zu denken."),
        ]);

    private static readonly OfflineWords Portuguese = new(
        [
            "Aqui fala a voz simples da Xela sem ligação; a companhia completa não está acessível agora.",
            "Lembro que esta é a voz simples da Xela sem ligação, e a companhia completa não está acessível por enquanto.",
        ],
        [
            "O que gostaria de contar primeiro?",
            "Como foi o dia de hoje para você?",
            "Há alguém a quem possa contar um pouco disto?",
            "Um círculo daqui pode ser um bom lugar para partilhar.",
            "O que ajudaria um pouco agora?",
            "Quando reparou nisto pela primeira vez?",
            "O que gostaria que os outros entendessem?",
        ],
        Topic("-", "Estou a ouvir, mesmo com poucas palavras.", "Obrigada por ter escrito isto.", "Leio o que escreve, e não há pressa."),
        [
            Topic("luto morreu faleceu funeral velorio perdi saudade saudades", "Sentir falta de alguém pode encher um dia inteiro.", "O luto tem o seu ritmo, e o seu é permitido."),
            Topic("sozinho sozinha solidao isolado isolada", "Sentir falta de companhia pesa.", "Desejar companhia é um bom desejo."),
            Topic("ansioso ansiosa ansiedade nervoso nervosa medo preocupado preocupada panico", "Parece que a preocupação ocupa muito espaço.", "Viver em alerta cansa."),
            Topic("raiva zangado zangada irritado irritada furioso furiosa", "Algo ali parece ter passado um limite.", "A raiva costuma guardar algo que importa."),
            Topic("estresse stress estressado estressada pressao provas exames sobrecarregada sobrecarregado", "É muita coisa para carregar ao mesmo tempo.", "Tanta coisa junta pesaria a qualquer um."),
            Topic("cansado cansada exausto exausta dormir sono insonia", "Com tanto cansaço tudo soa mais alto.", "O descanso parece longe neste momento."),
            Topic("triste chorar chorei choro tristeza vazio vazia", "Percebo a tristeza no que escreve.", "Uma tristeza assim merece um pouco de espaço."),
            Topic("obrigado obrigada grato grata gratidao", "Que bom que reparou.", "Obrigada também, por dizer isso."),
            Topic("feliz orgulhoso orgulhosa contente alegre alegria", "Que bom ler isto.", "Isso merece ser saboreado por um momento."),
            Topic("trabalho emprego chefe escritorio colegas", "O trabalho parece estar nos seus pensamentos.", "O trabalho às vezes vem connosco para casa."),
            Topic("familia mae pai irma irmao filhos pais", "A família toca-nos como mais nada.", "Parece que a família está perto dos seus pensamentos."),
            Topic("amigo amiga amigos amigas amizade", "Os amigos parecem importar aqui.", "Vale a pena pensar numa amizade."),
        ]);
}
