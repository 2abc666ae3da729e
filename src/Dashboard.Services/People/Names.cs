namespace Dashboard.Services.People;

/// <summary>Names of groups and roles.</summary>
internal static class Names
{
    /// <summary>1 to 64 characters, none of which moves the cursor.</summary>
    public static bool AreFine(string name) => name.Length is > 0 and <= 64 && !name.Any(char.IsControl);
}
