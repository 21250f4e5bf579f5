using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using XelaConnect.CrisisDetection;
using XelaConnect.CrisisDetection.Output;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>
/// Gets one answer from the model, beside the grain's turns: each piece is looked at before it is shown, and whatever the model does, there is an answer in
/// the end. Knows no Orleans.
/// </summary>
internal sealed class ReplyGenerator(ICompanionModel model, CompanionMetrics metrics, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<ReplyGenerator> log)
{
    /// <summary>The longest answer, in characters: what goes on beyond it has lost its way.</summary>
    private const int Longest = 4000;

    /// <summary>Whether a model is set up.</summary>
    public bool HasModel => model.IsConfigured;

    /// <summary>
    /// Writes the answer into <paramref name="answer"/> and says where it came from. When the model saw danger to life (<see cref="CrisisMarker"/>), that is
    /// <see cref="ReplySources.Care"/>, and the answer to it is the caller's to add. Does not throw.
    /// </summary>
    /// <param name="request">What the model is asked.</param>
    /// <param name="answer">Where the answer goes.</param>
    /// <param name="asked">What the person said.</param>
    /// <param name="turn">How many turns there were: varies what the offline voice says.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<GeneratedReply> GenerateAsync(ModelRequest request, ReplyBuffer answer, string asked, int turn, CancellationToken cancellation)
    {
        metrics.Began();
        var (marker, filter) = (new CrisisMarker(), new OutputFilter(Persona.Canary));
        var (began, length, failed) = (time.GetTimestamp(), 0, false);
        try
        {
            await foreach (var piece in model.GenerateAsync(request, cancellation))
            {
                var shown = filter.Append(marker.Append(piece));
                if (length == 0 && shown.Length > 0) metrics.FirstChunk(time.GetElapsedTime(began));
                length += shown.Length;
                answer.Add(shown);
                if (marker.IsFound || filter.IsBlocked || length >= Longest) break;
            }
        }
        catch (Exception e)
        {
            failed = true;
            metrics.Failed();
            // The reason is the adapter's own sentence; nothing of what was said is in it.
            ReplyLog.Failed(log, e is ModelFailedException ? e.Message : e.GetType().Name);
        }
        finally
        {
            metrics.Ended();
        }

        if (marker.IsFound) return new GeneratedReply(ReplySources.Care, GiveBack: true);
        var language = MessageLanguage.Guess(asked);
        if (!failed && !filter.IsBlocked) answer.Add(filter.Append(marker.Complete()) + filter.Complete());
        if (filter.IsBlocked)
        {
            ReplyLog.Refused(log);
            Close(answer, OutputFilter.ReplacementFor(language));
            return new GeneratedReply(ReplySources.Cut, GiveBack: false);
        }
        if (string.IsNullOrWhiteSpace(answer.Text))
        {
            answer.Add(OfflineCompanion.Answer(asked, turn));
            return new GeneratedReply(ReplySources.Offline, GiveBack: true);
        }
        if (!failed) return new GeneratedReply(ReplySources.Model, GiveBack: false);
        Close(answer, Interrupted(language));
        return new GeneratedReply(ReplySources.Cut, GiveBack: true);
    }

    /// <summary>A memory made anew, whole. Looked at like every answer: what must not be said must not be remembered either.</summary>
    /// <exception cref="ModelFailedException">There is none.</exception>
    public async Task<string> SummariseAsync(ModelRequest request)
    {
        var filter = new OutputFilter(Persona.Canary);
        var text = new StringBuilder();
        await foreach (var piece in model.GenerateAsync(request, CancellationToken.None))
        {
            text.Append(filter.Append(piece));
            if (filter.IsBlocked || text.Length > Persona.MemoryLength) break;
        }
        if (!filter.IsBlocked) text.Append(filter.Complete());
        if (filter.IsBlocked || text.Length > Persona.MemoryLength || string.IsNullOrWhiteSpace(text.ToString())) throw new ModelFailedException("the summary is not usable");
        return text.ToString().Trim();
    }

    /// <summary>Ends an answer in our own words, whatever has been shown of it.</summary>
    public static void Close(ReplyBuffer answer, string ending) => answer.Add(string.IsNullOrWhiteSpace(answer.Text) ? ending : $" … {ending}");

    /// <summary>Ends an answer that broke off.</summary>
    public static string Interrupted(string language) => language switch
    {
        "es" => "Perdona, se me cortaron las palabras. Pregúntame otra vez cuando quieras.",
        "fr" => "Pardon, mes mots se sont interrompus. Redemande-moi quand tu veux.",
        "de" => "Entschuldige, mir sind mittendrin die Worte abgerissen. Frag mich gern noch einmal.",
        "pt" => "Desculpa, as minhas palavras foram interrompidas. Pergunta-me outra vez quando quiseres.",
        _ => "I'm sorry, my words were cut off there. Please ask me again whenever you like.",
    };
}

/// <summary>Where an answer came from, and whether its message is given back.</summary>
internal sealed record GeneratedReply(string Source, bool GiveBack);

/// <summary>Numbered log events of answers.</summary>
internal static partial class ReplyLog
{
    [LoggerMessage(3015, LogLevel.Warning, "The model gave no answer, or not to its end: {Reason}. Xela's own words stand in, and the message is not counted.")]
    public static partial void Failed(ILogger log, string reason);

    [LoggerMessage(3016, LogLevel.Warning, "An answer of the model was stopped by the output check.")]
    public static partial void Refused(ILogger log);
}
