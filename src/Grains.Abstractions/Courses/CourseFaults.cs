namespace XelaConnect.Courses;

/// <summary>Every refusal of the courses slice.</summary>
public static class CourseFaults
{
    /// <summary>No such course.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "course_not_found", "Course not found.");
    /// <summary>It cannot be bought now; those who hold it keep it.</summary>
    public static readonly Fault NotForSale = new(FaultKind.Conflict, "course_not_for_sale", "This course is not for sale at the moment.");
    /// <summary>Content and progress are for those who hold the course.</summary>
    public static readonly Fault NotEntitled = new(FaultKind.Forbidden, "not_entitled", "Get this course to study it.");
    /// <summary>Enrolling is for what is free or open already.</summary>
    public static readonly Fault PurchaseRequired = new(FaultKind.PaymentRequired, "purchase_required", "This course has to be bought first.");
    /// <summary>No such module in this course.</summary>
    public static readonly Fault UnknownModule = new(FaultKind.NotFound, "module_not_found", "Module not found.");
    /// <summary>No such lesson in this course.</summary>
    public static readonly Fault UnknownLesson = new(FaultKind.NotFound, "lesson_not_found", "Lesson not found.");
    /// <summary>A cursor that is not one of ours.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_cursor", "The field cursor is not one this server gave out.", "cursor");
}
