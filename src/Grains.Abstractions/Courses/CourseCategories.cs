namespace XelaConnect.Courses;

/// <summary>The categories that a course can have.</summary>
public static class CourseCategories
{
    /// <summary>All categories: the owner's three, then those of clients in the field.</summary>
    public static readonly ImmutableArray<string> All =
    [
        "Growth", "Connection", "Wellness", "Mental Health", "Relationships", "Self-Growth", "Mindfulness",
        "Emotional Intelligence",
    ];
}
