using System.Net;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

/// <summary>What is known of an operation.</summary>
internal enum OperationStatus
{
    /// <summary>No response, or an outage: it may have happened.</summary>
    Unknown,

    /// <summary>It is stored.</summary>
    Acknowledged,

    /// <summary>It did not happen and will not.</summary>
    Refused,

    /// <summary>An unexpected response, which is a finding in the ledger.</summary>
    Unexpected,
}

/// <summary>One request of a person. Its key makes it safe to repeat at either host.</summary>
internal abstract class Operation(SimulatedPerson person)
{
    public SimulatedPerson Who { get; } = person;

    public string Key { get; } = Guid.NewGuid().ToString("N");

    public OperationStatus OperationStatus { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Tries { get; set; }

    /// <summary>The timestamp of the first.</summary>
    public long FirstTry { get; set; }

    /// <summary>Whether it was in doubt at any time.</summary>
    public bool WasUnknown { get; set; }

    /// <summary>Whether asking again is the same operation.</summary>
    public virtual bool MayBeRepeated => true;

    /// <summary>Sends it once. An unexpected response is thrown.</summary>
    public abstract Task<OperationStatus> SendAsync(Node host);

    public override string ToString() => $"{GetType().Name} {Key} of {Who.Name}";

    /// <summary>Reads an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="done">The status that says it is done.</param>
    /// <param name="refusals">The codes of refusals that are right here.</param>
    protected static OperationStatus Read(Reply reply, HttpStatusCode done, params ReadOnlySpan<string> refusals)
    {
        if (reply.Status == done) return OperationStatus.Acknowledged;
        if (Outage.IsOutage(reply))
        {
            // An outage has the error shape, too, and says when to retry.
            reply.Headers.ShouldContainKey("Retry-After");
            reply.Code.ShouldNotBeNullOrEmpty();
            return OperationStatus.Unknown;
        }
        if ((int)reply.Status is >= 400 and < 500)
            foreach (var refusal in refusals)
                if (reply.Code == refusal) return OperationStatus.Refused;
        throw new ShouldAssertException($"{(int)reply.Status} {reply.Text}");
    }
}
