# No BuildKit syntax on purpose: engines of 20.10 and compose 1.29 build this too.
FROM node:22-bookworm-slim AS client
WORKDIR /src/src/Dashboard.Web/Client
COPY src/Dashboard.Web/Client/package.json src/Dashboard.Web/Client/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src/Dashboard.Web/Client/ ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig appsettings.json ./
COPY src/Dashboard.Services/Dashboard.Services.csproj src/Dashboard.Services/
COPY src/Dashboard.Web/Dashboard.Web.csproj src/Dashboard.Web/
COPY src/Dashboard.Web/Client/Client.targets src/Dashboard.Web/Client/
RUN dotnet restore src/Dashboard.Web
COPY src/ src/
COPY --from=client /src/src/Dashboard.Web/wwwroot/client/ src/Dashboard.Web/wwwroot/client/
# SkipClientBuild: the bundle comes from the stage above, there is no Node here. No analyzers: ./test.sh runs them, and a newer
# SDK's new warnings must not keep anybody from building an image.
RUN dotnet publish src/Dashboard.Web -c Release --no-restore -o /app \
    -p:SkipClientBuild=true -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
# git fetches what images are built from; nothing of a repository is ever run or checked out here.
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates && rm -rf /var/lib/apt/lists/*
# `app` is the base image's own unprivileged user. A new volume takes the folder's owner over.
RUN mkdir -p /data && chown app:app /data && chmod 700 /data
USER app
VOLUME /data
# HTTPS, with a certificate of its own in /data unless Dashboard__Https__CertificateFile names one. The base image's variable would only
# be warned of.
ENV ASPNETCORE_URLS=https://0.0.0.0:8443 \
    ASPNETCORE_HTTP_PORTS= \
    Dashboard__DataDirectory=/data \
    DOTNET_EnableDiagnostics=0
EXPOSE 8443
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["dotnet", "Dashboard.Web.dll", "healthcheck"]
ENTRYPOINT ["dotnet", "Dashboard.Web.dll"]
