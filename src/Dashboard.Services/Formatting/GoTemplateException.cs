namespace Dashboard.Services.Formatting;

/// <summary>A <c>--format</c> template that is wrong, in the words of Go's text/template.</summary>
/// <param name="message">e.g. <c>template: :1: unclosed action</c>.</param>
/// <param name="isMissingField">Whether it asks for something that the value does not have.</param>
public sealed class GoTemplateException(string message, bool isMissingField = false) : Exception(message)
{
    /// <summary>Whether it asks for something that the value does not have.</summary>
    public bool IsMissingField { get; } = isMissingField;
}
