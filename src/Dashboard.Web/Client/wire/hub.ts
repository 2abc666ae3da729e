import { HttpTransportType, HubConnectionBuilder, LogLevel, type HubConnection } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

/** What the views need of a SignalR connection; tests and benchmarks put a fake here. */
export type Hub = Pick<HubConnection, "start" | "stop" | "stream" | "send" | "invoke" | "onclose">;

/** Makes an unstarted connection to one hub. */
export type HubFactory = () => Hub;

/**
 * An unstarted MessagePack connection over a WebSocket, without negotiation (one round trip less, and
 * no sticky sessions). SignalR's own reconnect is not used: it cannot resume a stream, our callers do.
 * @param path relative to the page's base address, for example `hubs/logs`: the app may live below a path
 */
export function openHub(path: string): Hub {
  return new HubConnectionBuilder()
    .withUrl(new URL(path, document.baseURI).href, { skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .withHubProtocol(new MessagePackHubProtocol())
    .configureLogging(LogLevel.Warning)
    .build();
}

/** The server's own words in a failed stream or call, without SignalR's preamble. */
export function hubErrorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const marker = "HubException: ";
  const at = text.indexOf(marker);
  return at < 0 ? text : text.slice(at + marker.length);
}
