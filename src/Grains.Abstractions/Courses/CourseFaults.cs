namespace XelaConnect.Courses;

/// <summary>Refusals of courses.</summary>
public static class CourseFaults
{
    /// <summary>The course does not exist.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "course_not_found", "Course not found.");
    /// <summary>The course is off sale. Users who own it keep it.</summary>
    public static readonly Fault NotForSale = new(
        FaultKind.Conflict, "course_not_for_sale", "This course is not for sale at the moment.");
    /// <summary>The user is not entitled to the content and progress of the course.</summary>
    public static readonly Fault NotEntitled = new(FaultKind.Forbidden, "not_entitled", "Get this course to study it.");
    /// <summary>The course is neither free nor included in the user's plan.</summary>
    public static readonly Fault PurchaseRequired = new(
        FaultKind.PaymentRequired, "purchase_required", "This course has to be bought first.");
    /// <summary>The course has no such module.</summary>
    public static readonly Fault UnknownModule = new(FaultKind.NotFound, "module_not_found", "Module not found.");
    /// <summary>The course has no such lesson.</summary>
    public static readonly Fault UnknownLesson = new(FaultKind.NotFound, "lesson_not_found", "Lesson not found.");
}
