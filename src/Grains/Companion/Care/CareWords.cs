namespace XelaConnect.Grains.Companion.Care;

/// <summary>The sentences of <see cref="CareAnswers"/> in one language. <c>{0}</c> in the plan stands for the lines to call.</summary>
internal sealed record CareWords
{
    public required string Heard { get; init; }
    public required string NotAShame { get; init; }
    public required string SafeNow { get; init; }
    public required string Talk { get; init; }
    public required string InDanger { get; init; }
    public required string Emergency { get; init; }
    public required string LocalEmergency { get; init; }
    public required string BeNear { get; init; }
    public required string Offer { get; init; }
    public required string ThanksForCaring { get; init; }
    public required string BeWithThem { get; init; }
    public required string AreTheySafe { get; init; }
    public required string NotAlone { get; init; }
    public required string OfferForThem { get; init; }
    public required string Plan { get; init; }

    public static CareWords Of(string language) => language switch
    {
        "es" => Spanish,
        "fr" => French,
        "de" => German,
        "pt" => Portuguese,
        _ => English,
    };

    private static readonly CareWords English = new()
    {
        Heard = "Thank you for telling me; what you wrote matters, and I take it seriously.",
        NotAShame = "There is nothing to be ashamed of in it.",
        SafeNow = "Are you safe right now?",
        Talk = "There are people who listen, at any hour:",
        InDanger = "If the danger is close, please call",
        Emergency = "the emergency number",
        LocalEmergency = "your local emergency number",
        BeNear = "If you can, go and be near someone, even without explaining anything.",
        Offer = "Would you like to make a small safety plan together, right here? Just say yes.",
        ThanksForCaring = "Thank you for caring about them; noticing is already a lot.",
        BeWithThem = "You can ask them calmly and directly whether they think of ending their life, listen without arguing, and stay with them or find someone who can.",
        AreTheySafe = "Are they safe right now, and are you?",
        NotAlone = "You do not have to carry this alone: tell one more person you trust.",
        OfferForThem = "Would you like to make a small safety plan together, to share with them? Just say yes.",
        Plan = """
            Here is a small plan, for the hard hours. Take your time; a word or two for each is enough.
            1. How I notice that it is getting hard (a thought, a feeling, a time of day).
            2. What helps a little, even for ten minutes (a walk, music, a shower, breathing slowly).
            3. People and places where I feel less alone.
            4. Whom I can call or write to, by name.
            5. How to make the room safer: who could keep for a while what I would rather not have near me.
            6. The lines I can call: {0}.
            7. One thing, small or large, that I want to stay for.
            Write your answers here if you like, one at a time. Which one would you begin with?
            """,
    };

    private static readonly CareWords Spanish = new()
    {
        Heard = "Gracias por contármelo; lo que escribes importa y me lo tomo en serio.",
        NotAShame = "No hay nada de qué avergonzarse.",
        SafeNow = "¿Estás a salvo en este momento?",
        Talk = "Hay personas que escuchan, a cualquier hora:",
        InDanger = "Si el peligro está cerca, llama por favor",
        Emergency = "al número de emergencias",
        LocalEmergency = "al número de emergencias de tu país",
        BeNear = "Si puedes, acércate a alguien, aunque no le expliques nada.",
        Offer = "¿Quieres que hagamos juntos un pequeño plan de seguridad, aquí mismo? Solo di sí.",
        ThanksForCaring = "Gracias por preocuparte; darte cuenta ya es mucho.",
        BeWithThem = "Puedes preguntarle con calma y de forma directa si piensa en quitarse la vida, escuchar sin discutir, y quedarte a su lado o buscar a alguien que pueda.",
        AreTheySafe = "¿Está a salvo en este momento, y tú también?",
        NotAlone = "No tienes que llevar esto a solas: cuéntaselo a otra persona de confianza.",
        OfferForThem = "¿Quieres que hagamos juntos un pequeño plan de seguridad para compartirlo? Solo di sí.",
        Plan = """
            Este es un pequeño plan para las horas difíciles. Sin prisa; basta una palabra o dos en cada punto.
            1. Cómo noto que se pone difícil (una idea, una sensación, una hora del día).
            2. Qué ayuda un poco, aunque sea diez minutos (caminar, música, una ducha, respirar despacio).
            3. Personas y lugares donde me siento menos solo o sola.
            4. A quién puedo llamar o escribir, con su nombre.
            5. Cómo hacer más segura la habitación: quién puede guardar un tiempo lo que prefiero no tener cerca.
            6. A dónde puedo llamar: {0}.
            7. Una cosa, pequeña o grande, por la que quiero quedarme.
            Escribe aquí tus respuestas si quieres, una a una. ¿Por cuál empiezas?
            """,
    };

    private static readonly CareWords French = new()
    {
        Heard = "Merci de me le dire ; ce que tu écris compte, et je le prends au sérieux.",
        NotAShame = "Il n'y a aucune honte à cela.",
        SafeNow = "Es-tu en sécurité en ce moment ?",
        Talk = "Des personnes écoutent, à toute heure :",
        InDanger = "Si le danger est proche, appelle s'il te plaît",
        Emergency = "le numéro d'urgence",
        LocalEmergency = "le numéro d'urgence de ton pays",
        BeNear = "Si tu peux, va près de quelqu'un, même sans rien expliquer.",
        Offer = "Veux-tu qu'on fasse ensemble un petit plan de sécurité, ici même ? Dis simplement oui.",
        ThanksForCaring = "Merci de te soucier de cette personne ; l'avoir remarqué, c'est déjà beaucoup.",
        BeWithThem = "Tu peux lui demander calmement et directement si elle pense à mettre fin à ses jours, écouter sans discuter, et rester près d'elle ou trouver quelqu'un qui le peut.",
        AreTheySafe = "Est-elle en sécurité en ce moment, et toi ?",
        NotAlone = "Tu n'as pas à porter cela seul ou seule : parles-en à une autre personne de confiance.",
        OfferForThem = "Veux-tu qu'on fasse ensemble un petit plan de sécurité, à partager avec elle ? Dis simplement oui.",
        Plan = """
            Voici un petit plan pour les heures difficiles. Prends ton temps ; un mot ou deux suffisent à chaque point.
            1. Comment je remarque que cela devient dur (une pensée, une sensation, un moment de la journée).
            2. Ce qui aide un peu, même dix minutes (marcher, de la musique, une douche, respirer lentement).
            3. Les personnes et les lieux où je me sens moins seul ou seule.
            4. Qui je peux appeler ou à qui écrire, par son nom.
            5. Comment rendre la pièce plus sûre : qui peut garder un temps ce que je préfère ne pas avoir près de moi.
            6. Où je peux appeler : {0}.
            7. Une chose, petite ou grande, pour laquelle je veux rester.
            Écris tes réponses ici si tu veux, une à une. Par laquelle commences-tu ?
            """,
    };

    private static readonly CareWords German = new()
    {
        Heard = "Danke, dass du es mir sagst; was du schreibst, zählt, und ich nehme es ernst.",
        NotAShame = "Dafür muss sich niemand schämen.",
        SafeNow = "Bist du gerade in Sicherheit?",
        Talk = "Es gibt Menschen, die zuhören, zu jeder Stunde:",
        InDanger = "Wenn die Gefahr nah ist, ruf bitte",
        Emergency = "den Notruf an,",
        LocalEmergency = "den Notruf deines Landes an",
        BeNear = "Wenn du kannst, geh zu jemandem hin, auch ohne etwas zu erklären.",
        Offer = "Möchtest du mit mir einen kleinen Sicherheitsplan machen, gleich hier? Sag einfach ja.",
        ThanksForCaring = "Danke, dass du dich kümmerst; es zu bemerken ist schon viel.",
        BeWithThem = "Du kannst ruhig und direkt nachfragen, ob es Gedanken gibt, das Leben zu beenden, zuhören ohne zu streiten, und dableiben oder jemanden finden, der es kann.",
        AreTheySafe = "Ist die Person gerade in Sicherheit, und du auch?",
        NotAlone = "Du musst das nicht allein tragen: erzähle es noch jemandem, dem du vertraust.",
        OfferForThem = "Möchtest du mit mir einen kleinen Sicherheitsplan machen, den ihr teilen könnt? Sag einfach ja.",
        Plan = """
            Hier ist ein kleiner Plan für schwere Stunden. Lass dir Zeit; ein, zwei Wörter zu jedem Punkt genügen.
            1. Woran ich merke, dass es schwer wird (ein Gedanke, ein Gefühl, eine Tageszeit).
            2. Was ein wenig hilft, und sei es zehn Minuten (gehen, Musik, eine Dusche, langsam atmen).
            3. Menschen und Orte, bei denen ich mich weniger allein fühle.
            4. Wen ich anrufen oder wem ich schreiben kann, mit Namen.
            5. Wie der Raum sicherer wird: wer eine Weile aufbewahrt, was ich lieber nicht in der Nähe habe.
            6. Wo ich anrufen kann: {0}.
            7. Eine Sache, klein oder groß, für die ich bleiben will.
            Schreib deine Antworten hierher, wenn du magst, eine nach der anderen. Womit fängst du an?
            """,
    };

    private static readonly CareWords Portuguese = new()
    {
        Heard = "Obrigada por me contar; o que escreve importa, e levo a sério.",
        NotAShame = "Não há vergonha nenhuma nisso.",
        SafeNow = "Está em segurança neste momento?",
        Talk = "Há pessoas que escutam, a qualquer hora:",
        InDanger = "Se o perigo estiver perto, por favor ligue para",
        Emergency = "o número de emergência",
        LocalEmergency = "o número de emergência do seu país",
        BeNear = "Se puder, fique perto de alguém, mesmo sem explicar nada.",
        Offer = "Quer fazer comigo um pequeno plano de segurança, aqui mesmo? Basta dizer sim.",
        ThanksForCaring = "Obrigada por se importar; ter reparado já é muito.",
        BeWithThem = "Pode perguntar com calma e diretamente se a pessoa pensa em pôr fim à vida, escutar sem discutir, e ficar ao lado dela ou encontrar quem possa.",
        AreTheySafe = "A pessoa está em segurança neste momento, e você também?",
        NotAlone = "Não precisa carregar isto por conta própria: conte a mais alguém de confiança.",
        OfferForThem = "Quer fazer comigo um pequeno plano de segurança, para partilhar com ela? Basta dizer sim.",
        Plan = """
            Aqui está um pequeno plano para as horas difíceis. Sem pressa; uma ou duas palavras em cada ponto bastam.
            1. Como percebo que está a ficar difícil (um pensamento, uma sensação, uma hora do dia).
            2. O que ajuda um pouco, nem que seja dez minutos (andar, música, um banho, respirar devagar).
            3. Pessoas e lugares onde me sinto menos só.
            4. A quem posso ligar ou escrever, pelo nome.
            5. Como tornar o quarto mais seguro: quem pode guardar por um tempo o que prefiro não ter por perto.
            6. Para onde posso ligar: {0}.
            7. Uma coisa, pequena ou grande, pela qual quero ficar.
            Escreva aqui as respostas, se quiser, uma de cada vez. Por qual começa?
            """,
    };
}
