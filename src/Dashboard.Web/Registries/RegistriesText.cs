namespace Dashboard.Web.Registries;

/// <summary>The texts of registries.</summary>
public sealed class RegistriesText;
