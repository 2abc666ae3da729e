using System.Globalization;
using System.Security.Claims;
using Bunit;
using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Listing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace Dashboard.Web.Tests.Shared;

/// <summary>Components in memory, in English, with a fake engine and somebody signed in; MudBlazor's scripts answer nothing.</summary>
public class DashboardContext : BunitContext
{
    private readonly SignedInProvider _signedIn = new();
    private readonly Lazy<TemporaryFolder> _data = new(() => new TemporaryFolder("page"));

    /// <summary>An administrator is signed in.</summary>
    public DashboardContext()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(mud => mud.SnackbarConfiguration.ShowTransitionDuration = mud.SnackbarConfiguration.HideTransitionDuration = 0);
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<AuthenticationStateProvider>(_signedIn);
        Services.AddCascadingAuthenticationState();
        Services.AddScoped<ContainerCommands>();
        Services.AddScoped<ChoiceMemory>();
        Services.AddSingleton(_ => Options.Create(new DashboardOptions { DataDirectory = _data.Value.Path }));
        Engine.AddTo(Services);
        Engine.Commands.Succeeds();
        SignIn(Right.All);
    }

    /// <summary>What the components ask of Services.</summary>
    protected FakeEngine Engine { get; } = new("nas");

    /// <summary>Who is signed in.</summary>
    protected Actor Actor { get; private set; } = Actor.System;

    /// <summary>Somebody with these rights is signed in.</summary>
    protected void SignIn(Right rights) => SignIn(GrantSet.Of(rights));

    /// <summary>Somebody with these grants is signed in.</summary>
    protected void SignIn(GrantSet grants) => SignIn(new Actor("1", "kim", "browser", grants));

    /// <summary>Somebody is signed in.</summary>
    protected void SignIn(Actor actor)
    {
        Actor = actor;
        _signedIn.User = new SignedIn(new SessionKey("1", "s"), Actor).ToPrincipal("test");
    }

    /// <summary>Renders a component beside MudBlazor's providers, as the layout does: dialogs and notices are in the same markup.</summary>
    protected IRenderedComponent<IComponent> RenderInLayout(RenderFragment content) => Render(builder =>
    {
        builder.OpenComponent<MudPopoverProvider>(0);
        builder.CloseComponent();
        builder.OpenComponent<MudDialogProvider>(1);
        builder.CloseComponent();
        builder.OpenComponent<MudSnackbarProvider>(2);
        builder.CloseComponent();
        builder.AddContent(3, content);
    });

    /// <inheritdoc cref="RenderInLayout(RenderFragment)"/>
    protected IRenderedComponent<IComponent> RenderInLayout<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent => RenderInLayout(builder =>
        {
            builder.OpenComponent<TComponent>(0);
            foreach (var (name, value) in parameters)
            {
                builder.AddComponentParameter(1, name, value);
            }

            builder.CloseComponent();
        });

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        Engine.Dispose();
        if (_data.IsValueCreated)
        {
            _data.Value.Dispose();
        }
    }

    private sealed class SignedInProvider : AuthenticationStateProvider
    {
        public ClaimsPrincipal User { get; set; } = new();

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User));
    }
}
