using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Dashboard.Services.Images;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>A row of <c>docker ps</c> as templates see it (docker/cli <c>formatter.ContainerContext</c>); what looks secret is masked for everybody.</summary>
internal sealed class PsRow(ContainerListResponse container, DateTimeOffset now, bool truncates) : IGoObject
{
    private const int ShortId = 12;

    // In JSON's order, which is that of the alphabet.
    private static readonly (string Name, Func<PsRow, object?> Get)[] _fields =
    [
        ("Command", r => GoQuote.Quote(r.Truncates ? Ellipsis.Cut(r.Command, 20) : r.Command)),
        ("CreatedAt", r => r.Created.ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", CultureInfo.InvariantCulture)),
        ("ID", r => r.Truncates ? Cut(r.Container.ID ?? "") : r.Container.ID ?? ""),
        ("Image", r => r.Image),
        ("Labels", r => GoRow.LabelText(r.Container.Labels)),
        ("LocalVolumes", r => (r.Container.Mounts ?? []).Count(m => m.Driver == "local").ToString(CultureInfo.InvariantCulture)),
        ("Mounts", r => string.Join(',', (r.Container.Mounts ?? []).Select(m => string.IsNullOrEmpty(m.Name) ? m.Source : m.Name).Select(n => r._secrets.Mask(n)).Select(n => r.Truncates ? Ellipsis.Cut(n, 15) : n))),
        ("Names", r => r.Names),
        ("Networks", r => string.Join(',', (r.Container.NetworkSettings?.Networks?.Keys ?? []).Order(StringComparer.Ordinal))),
        ("Platform", _ => GoNil.Instance),
        ("Ports", r => PortColumn.Of(r.Container.Ports ?? [])),
        ("RunningFor", r => $"{HumanDuration.Of(r.Now - r.Created)} ago"),
        ("Size", r => r.Size),
        ("State", r => r.Container.State ?? ""),
        ("Status", r => r.Container.Status ?? ""),
    ];

    // A list tells no more of a container: its own secrets are those of its command and labels.
    private readonly KnownSecrets _secrets = SecretsOf(container);

    public static TableTitles Titles { get; } = new(
        ("ID", "CONTAINER ID"), ("Names", "NAMES"), ("Image", "IMAGE"), ("Command", "COMMAND"), ("CreatedAt", "CREATED AT"), ("RunningFor", "CREATED"),
        ("Ports", "PORTS"), ("State", "STATE"), ("Status", "STATUS"), ("Size", "SIZE"), ("Labels", "LABELS"), ("Mounts", "MOUNTS"),
        ("LocalVolumes", "LOCAL VOLUMES"), ("Networks", "NETWORKS"), ("Platform", "PLATFORM"));

    /// <summary>Whether a template has asked for the size.</summary>
    public bool SizeWasAsked { get; private set; }

    public string TypeName => "*formatter.ContainerContext";

    public bool EscapesHtml => true;

    public IEnumerable<KeyValuePair<string, object?>> Fields => _fields.Select(f => KeyValuePair.Create(f.Name, Shown(f.Get(this))));

    private ContainerListResponse Container => container;

    private string Command => _secrets.Mask(SecretWords.Mask(container.Command ?? ""));

    private DateTimeOffset Now => now;

    private bool Truncates => truncates;

    private DateTimeOffset Created => new(DateTime.SpecifyKind(container.Created, DateTimeKind.Utc));

    private string Size
    {
        get
        {
            SizeWasAsked = true;
            var written = HumanSize.InThousands(container.SizeRw ?? 0, 3);
            return container.SizeRootFs is > 0 ? $"{written} (virtual {HumanSize.InThousands(container.SizeRootFs.Value, 3)})" : written;
        }
    }

    // A linked container has names like "/other/alias" too; uncut they are all shown.
    private string Names
    {
        get
        {
            List<string> names = [.. (container.Names ?? []).Select(n => n.TrimStart('/'))];
            return truncates && names.Find(n => !n.Contains('/', StringComparison.Ordinal)) is { } own ? own : string.Join(',', names);
        }
    }

    private string Image
    {
        get
        {
            var image = container.Image ?? "";
            if (image.Length == 0)
            {
                return "<no image>";
            }

            if (!truncates)
            {
                return image;
            }

            var id = Cut(container.ImageID ?? "");
            return id == Cut(image) ? id : ImageNames.Familiar(image);
        }
    }

    public bool TryGet(string name, out object? value)
    {
        var field = Array.Find(_fields, f => f.Name == name);
        value = Shown(field.Get?.Invoke(this));
        return field.Get is not null;
    }

    public Func<string, object?>? Method(string name) =>
        name == "Label" ? label => container.Labels?.TryGetValue(label, out var value) == true ? _secrets.Mask(SecretWords.MaskValue(label, value)) : "" : null;

    private object? Shown(object? value) => value is string text ? _secrets.Mask(SecretWords.Mask(text)) : value;

    private static KnownSecrets SecretsOf(ContainerListResponse container)
    {
        List<string> found = [];
        SecretWords.Mask(container.Command ?? "", found.Add);
        foreach (var (label, value) in container.Labels ?? new Dictionary<string, string>())
        {
            SecretWords.MaskValue(label, value, found.Add);
        }

        return KnownSecrets.Of(found, [container.Image ?? "", .. (container.Names ?? []).Select(n => n.TrimStart('/'))]);
    }

    // "sha256:1713a4…" and the bare digits alike.
    private static string Cut(string id)
    {
        var digits = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digits.Length > ShortId ? digits[..ShortId] : digits;
    }
}
