namespace Dashboard.Services.Storage;

/// <summary>What can be done with the database.</summary>
public enum DatabaseState
{
    /// <summary>It can be read and written.</summary>
    Usable,

    /// <summary>It can be read: views go on, and nothing is changed.</summary>
    Unwritable,

    /// <summary>It can't even be read.</summary>
    Unreadable,
}
