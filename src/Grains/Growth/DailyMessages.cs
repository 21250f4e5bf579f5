namespace XelaConnect.Grains.Growth;

/// <summary>The daily message of the dashboard.</summary>
internal static class DailyMessages
{
    /// <summary>Returns the message of a UTC day, which differs between days and between users.</summary>
    public static string For(string userId, DateOnly day)
    {
        var start = 0u;
        foreach (var c in userId) start = (start * 31) + c;
        return All[(int)((start + (uint)day.DayNumber) % (uint)All.Length)];
    }

    private static readonly ImmutableArray<string> All =
    [
        "You do not have to be at your best to be worth knowing. Come as you are today.",
        "Send one message today to someone who crossed your mind this week.",
        "A slow morning is still a morning. Begin where you are.",
        "Someone out there is glad they met you, even if they have not said so lately.",
        "Try answering \"How are you?\" with one honest word today.",
        "Rest is not something you earn at the end. It is part of the work.",
        "Being new somewhere takes courage. Give yourself credit for walking in.",
        "You can care about someone and still say no to something they ask.",
        "Notice one small thing today that you would have missed in a hurry.",
        "A short hello can be the first page of a long friendship.",
        "If today is heavy, make the next step a very small one.",
        "Ask one question today just because you would like to know the answer.",
        "You are allowed to change your mind, your plans and your pace.",
        "Speak to yourself today the way you would speak to a friend who is trying.",
        "The people who matter do not need a polished version of you.",
        "Let someone help you with something small today. It is a gift to them too.",
        "Old friends are often one simple message away. No apology for the gap is needed.",
        "You have got through difficult days before this one. Go gently.",
        "Put the phone in another room for one conversation today and see what happens.",
        "Progress can look like resting before you are worn out.",
        "Not every silence needs filling. Some of them are good company.",
        "Thank someone today for something they probably think you forgot.",
        "Two feelings can be true at the same time. You do not have to pick one.",
        "There is room in your circle for someone who is still finding theirs.",
        "Take the long way home if you can, and look up once or twice.",
        "Your kindness counts on the days nobody comments on it.",
        "Today is a good day to invite someone along to a thing you already do.",
        "You can start over at lunchtime. A day is longer than its morning.",
        "A friend who listens is a rare thing. You can be that for someone today.",
        "It is fine to leave early, arrive late or stay home. Choose what you need.",
        "What would make this evening ten per cent kinder to you? Do that one thing.",
        "You do not have to fix what they tell you. Staying to hear it is enough.",
        "Let one compliment land today. Say thank you and stop there.",
        "Share a song with someone who would like it. That is reason enough to write.",
        "Feeling left out is human. So is making room for someone else.",
        "Make a plan with a day in it. \"Sometime\" is hard to look forward to.",
        "Your body has been carrying you all week. Give it a stretch and some water.",
        "You can be a beginner at any age, and beginners are good company.",
        "If you made a mistake, mend what you can and then let yourself move on.",
        "Somebody in your circles may be hoping that another person speaks first.",
        "Take three slow breaths before you answer the hard message.",
        "Small, regular and ordinary is how most friendships are built.",
        "Be curious about one person today whom you usually pass by.",
        "You are not behind. You are on a road that only you are walking.",
        "Write down one good moment before bed, however small it was.",
        "Good company does not have to be busy. Sit beside someone today.",
        "A clear no today can keep a friendship warm for years.",
        "Let today be simple: one thing finished, one person greeted, one good meal.",
        "Your story is worth telling, and you choose who gets to hear it.",
        "Remembering a small detail about someone tells them that they matter.",
        "You may feel alone in this, yet many people know this road too.",
        "Do something today that has no score, no audience and no deadline.",
        "Laugh at something with someone today. It need not be very funny.",
        "When you are unsure what to say, tell them you are glad they told you.",
        "Leave a little space in the day for something you did not plan.",
        "The brave thing today might be asking for company.",
        "Whatever you did not finish will keep. Let the evening be an evening.",
        "Be patient with new friendships. They grow at the speed of trust.",
        "Check in with the strong one in your group. They get tired too.",
        "Tomorrow is a fresh page, and tonight you can put down the pen.",
    ];
}
