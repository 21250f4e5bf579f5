using System.Text;
using XelaConnect.CrisisDetection.Output;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>Every chunk passes the output filter before it is shown. Independent of Orleans.</summary>
internal sealed class ReplyGenerator(ICompanionModel model, CompanionMetrics metrics,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<ReplyGenerator> log)
{
    private const int MaxLength = 4000;   // characters; a longer reply is cut

    public bool HasModel => model.IsConfigured;

    /// <summary>
    /// Returns the source; where that is a crisis, the caller adds the response. Does not throw. The opening precedes
    /// whatever is said, except a crisis response.
    /// </summary>
    public async Task<GeneratedReply> GenerateAsync(
        ModelRequest request, ReplyBuffer reply, string asked, int turn, CancellationToken cancellation,
        string opening = "")
    {
        var said = new OpenedReply(reply, opening);
        metrics.Began();
        var (marker, filter) = (new CrisisMarker(), new OutputFilter(Persona.Canary));
        var (began, length, failed) = (time.GetTimestamp(), 0, false);
        try
        {
            await foreach (var chunk in model.GenerateAsync(request, cancellation))
            {
                var shown = filter.Append(marker.Append(chunk));
                if (length == 0 && shown.Length > 0) metrics.FirstChunk(time.GetElapsedTime(began));
                length += shown.Length;
                said.Add(shown);
                if (marker.IsFound || filter.IsBlocked || length >= MaxLength) break;
            }
        }
        catch (Exception e)
        {
            failed = true;
            metrics.CallFailed();
            // The reason is the adapter's own and contains nothing of the conversation.
            CompanionLog.ModelFailed(log, e is ModelFailedException ? e.Message : e.GetType().Name);
        }
        finally { metrics.Ended(); }

        if (marker.IsFound) return new GeneratedReply(ReplySources.Crisis, Refund: true);
        var language = MessageLanguage.Guess(asked);
        if (!failed && !filter.IsBlocked) said.Add(filter.Append(marker.Complete()) + filter.Complete());
        if (filter.IsBlocked)
        {
            CompanionLog.ReplyBlocked(log);
            Close(reply, said.Open(OutputFilter.ReplacementFor(language)));
            return new GeneratedReply(ReplySources.Cut, Refund: false);
        }
        if (!said.HasText)
        {
            said.Add(OfflineCompanion.ReplyTo(asked, turn));
            return new GeneratedReply(ReplySources.Offline, Refund: true);
        }
        if (!failed) return new GeneratedReply(ReplySources.Model, Refund: false);
        Close(reply, Interrupted(language));
        return new GeneratedReply(ReplySources.Cut, Refund: true);
    }

    /// <summary>Generates a memory, through the output filter: it holds nothing that Xela must not say.</summary>
    /// <exception cref="ModelFailedException">The model failed, or the summary is not usable.</exception>
    public async Task<string> SummariseAsync(ModelRequest request)
    {
        var filter = new OutputFilter(Persona.Canary);
        var text = new StringBuilder();
        await foreach (var chunk in model.GenerateAsync(request, CancellationToken.None))
        {
            text.Append(filter.Append(chunk));
            if (filter.IsBlocked || text.Length > Persona.MaxMemoryLength) break;
        }
        if (!filter.IsBlocked) text.Append(filter.Complete());
        if (filter.IsBlocked || text.Length > Persona.MaxMemoryLength || string.IsNullOrWhiteSpace(text.ToString()))
            throw new ModelFailedException("the summary is empty, too long or blocked");
        return text.ToString().Trim();
    }

    public static void Close(ReplyBuffer reply, string ending) =>
        reply.Add(string.IsNullOrWhiteSpace(reply.Text) ? ending : $" … {ending}");

    public static string Interrupted(string language) => language switch
    {
        "es" => "Perdona, se me cortaron las palabras. Pregúntame otra vez cuando quieras.",
        "fr" => "Pardon, mes mots se sont interrompus. Redemande-moi quand tu veux.",
        "de" => "Entschuldige, mir sind mittendrin die Worte abgerissen. Frag mich gern noch einmal.",
        "pt" => "Desculpa, as minhas palavras foram interrompidas. Pergunta-me outra vez quando quiseres.",
        _ => "I'm sorry, my words were cut off there. Please ask me again whenever you like.",
    };
}

internal sealed record GeneratedReply(string Source, bool Refund);

/// <summary>Puts an opening before the first text that is more than white space.</summary>
internal sealed class OpenedReply(ReplyBuffer reply, string opening)
{
    public bool HasText { get; private set; }

    public void Add(string text) => reply.Add(string.IsNullOrWhiteSpace(text) ? text : Open(text));

    /// <summary>The text, behind the opening if it is the first.</summary>
    public string Open(string text)
    {
        var first = HasText ? "" : opening;
        HasText = true;
        return first + text;
    }
}
