using Dashboard.Services.Commands;

namespace Dashboard.Web.Containers.Creation;

/// <summary>An environment variable as two fields.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public readonly record struct EnvRow(string Name, string Value)
{
    /// <summary>Whether its value is typed unseen.</summary>
    public bool IsSecret => SecretNames.LooksSecret(Name);

    /// <summary>The fields of <paramref name="text"/>.</summary>
    public static EnvRow Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('=', 2) is [var name, var value] ? new EnvRow(name, value) : new EnvRow(text, "");
    }

    /// <summary>As <c>--env</c> takes it; "" when there is nothing.</summary>
    public override string ToString() => Name.Length == 0 && Value.Length == 0 ? "" : $"{Name}={Value}";
}
