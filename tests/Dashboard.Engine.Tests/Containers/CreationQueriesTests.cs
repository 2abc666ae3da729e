using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Images;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;
