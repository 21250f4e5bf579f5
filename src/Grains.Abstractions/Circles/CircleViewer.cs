using XelaConnect.Profiles;

namespace XelaConnect.Circles;

/// <summary>Whom and what a user sees in a circle: people of the own age group, and themselves.</summary>
public readonly record struct CircleViewer(string? UserId, DateOnly? Born, DateOnly Today)
{
    /// <summary>Whether the viewer sees a user with a birth date. Of people who left no date and no word is kept.</summary>
    public bool Sees(string userId, DateOnly? born) =>
        userId == UserId || Ages.MayMeet(Born, born, Today) || FormerUsers.Is(userId);

    /// <summary>The post, or a stand-in where the viewer does not see the author.</summary>
    public CirclePost Shown(CirclePost post) => Sees(post.UserId, post.Born) ? post : Hidden(post);

    /// <summary>The cards that the viewer sees.</summary>
    public ImmutableArray<MemberCard> Shown(ImmutableArray<MemberCard> cards)
    {
        var viewer = this;
        return cards.RemoveAll(card => !viewer.Sees(card.UserId, card.Born));
    }

    /// <summary>A stand-in with the seq of a post, like that of a removed one, without its author.</summary>
    public static CirclePost Hidden(CirclePost post) =>
        post with { UserId = HouseAccount.UserId, UserName = "", Message = "", Removed = true, Born = null };
}
