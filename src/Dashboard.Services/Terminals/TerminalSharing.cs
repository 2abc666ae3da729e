namespace Dashboard.Services.Terminals;

/// <summary>What the owner of a terminal lets others do: those who could open the same one themselves.</summary>
public enum TerminalSharing
{
    /// <summary>Nothing: for others it does not exist.</summary>
    Nobody,

    /// <summary>Look at it.</summary>
    Watch,

    /// <summary>Look at it and type.</summary>
    Type,
}
