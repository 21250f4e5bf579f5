namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>What is written alike in every language: words of the net, and words that were hidden.</summary>
internal static class Common
{
    public const string Text = """
        [hides]
        suicide suicidal suicides suicided sewerslide unalive unaliving unalived
        suicidio suicidios suicida suicidarme suicidarse suicidar suicider suicidaire suicidaires suicidas
        selbstmord suizid suizidal suizidgedanken selbstmordgedanken desvivirme
        [coded]
        <hidden>
        sewerslide|sewersliding|sewercide|sueycide|suislide|sooicide|sewicide
        sewer slide
        unalive|unaliving|unalived (myself | me | my)
        (want to | going to | will | should | might | about to | thinking of | of) (unalive|unaliving)
        kms|kys
        ctb
        [third]
        unalive|unaliving|desvivir (himself | herself | themselves | themself)
        [safe]
        unalive|unaliving (character|npc|boss|enemy|level)
        (not | never) ~ (unalive|unaliving) myself
        <number> kms
        kms (per | an | por | par | pro | away | from | to | de | run | ride | hike | in)
        """;
}
