// tidegate serve, admin init.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kData{"--data",
                           "DIR",
                           "",
                           {"folder of the desk's data (mode 0700); is made where it is not there",
                            "办理台数据目录（权限 0700）；不存在时创建"}};
constexpr OptionSpec kDatabase{
    "--database",
    "URL",
    "",
    {"postgresql://user@host:port/name; the password by PGPASSWORD or PGPASSFILE; default: "
     "SQLite in the folder",
     "postgresql://user@host:port/name；密码由 PGPASSWORD 或 PGPASSFILE 提供；"
     "默认使用目录中的 SQLite"}};
constexpr std::array kServe{
    kData,
    kDatabase,
    OptionSpec{"--listen",
               "ADDR",
               "",
               {"address and port, 127.0.0.1:8700 unless stated; [::1]:8700 for IPv6",
                "监听地址与端口，默认 127.0.0.1:8700；IPv6 写作 [::1]:8700"}},
    OptionSpec{"--tls-certificate",
               "FILE",
               "",
               {"certificate chain in PEM; with --tls-key, TLS is spoken",
                "PEM 证书链；与 --tls-key 一并给出时启用 TLS"}},
    OptionSpec{"--tls-key", "FILE", "", {"its private key in PEM", "相应的 PEM 私钥"}},
    OptionSpec{"--behind-tls",
               "",
               "",
               {"a proxy before it speaks TLS: cookies are sent by TLS alone",
                "由前置代理提供 TLS：Cookie 仅经 TLS 发送"}},
    OptionSpec{
        "--permit-key",
        "FILE",
        "",
        {"private key (PEM, mode 0600) that signs permits; default: one of the desk's own in its folder",
         "签署许可的私钥（PEM，权限 0600）；默认使用数据目录中自有的密钥"}},
    OptionSpec{"--permit-passphrase-file",
               "FILE",
               "",
               {"file (mode 0600) whose first line is that key's passphrase",
                "首行为该密钥口令的文件（权限 0600）"}},
    OptionSpec{
        "--evidence",
        "DIR",
        "",
        {"folder of an evidence log (evidence init) in which every step is recorded; default: the folder "
         "evidence in --data, where it is there",
         "证据日志目录（evidence init），记录每一步骤；默认使用 --data 中已有的 evidence 目录"}},
    OptionSpec{"--evidence-passphrase-file",
               "FILE",
               "",
               {"file (mode 0600) whose first line is the passphrase of that log's keys",
                "首行为该日志密钥口令的文件（权限 0600）"}},
    OptionSpec{"--evidence-each",
               "SECONDS",
               "",
               {"a checkpoint that often, where something is new; 10 unless stated",
                "有新条目时每隔多少秒签署检查点；默认 10"}},
    OptionSpec{"--rate",
               "N",
               "",
               {"requests a second of one account, or of one address that is nobody's, five seconds' worth "
                "at once; 100 "
                "unless stated, 0: no bound",
                "单个账号（或未登录的单个地址）每秒请求数上限，可一次用掉五秒的量；默认 100，0 为不限"}},
    OptionSpec{
        "--peer-connections",
        "N",
        "",
        {"connections of one address open at once, of IPv6 one /64; 256 unless stated, no bound with "
         "--behind-tls, 0: no bound",
         "单个地址（IPv6 为单个 /64）同时打开的连接数上限；默认 256，使用 --behind-tls 时不限，0 为不限"}},
    OptionSpec{"--webhook-ca",
               "FILE",
               "",
               {"certificates in PEM that webhooks' receivers are trusted by; default: the system's",
                "用于信任 Webhook 接收方的 PEM 证书；默认使用系统证书"}},
    OptionSpec{"--webhook-allow-http-loopback",
               "",
               "",
               {"webhooks may go to this very machine, also by plain HTTP: for tests alone",
                "允许 Webhook 发往本机（含明文 HTTP）：仅供测试"}},
    OptionSpec{"--client-ca",
               "FILE",
               "",
               {"certificates in PEM that vouch for machines' certificates; not through a proxy",
                "为机器客户端证书背书的 PEM 证书；不支持经代理转发"}},
    OptionSpec{
        "--oidc",
        "FILE",
        "",
        {"an identity provider to sign in at (docs/formats/oidc.md); it is the only machine that is asked",
         "用于登录的身份提供方配置（docs/formats/oidc.md）；仅与其建立对外连接"}},
    OptionSpec{"--public-url",
               "URL",
               "",
               {"what others call this server, https://desk.example; default: address and port",
                "本服务的对外地址，例如 https://desk.example；默认为监听地址与端口"}},
    kThreads};
constexpr std::array kServeExamples{
    ExampleSpec{"tidegate serve --data /var/lib/tidegate",
                {"on this machine alone, port 8700", "仅本机可访问，端口 8700"}},
    ExampleSpec{
        "tidegate serve --data desk --listen 0.0.0.0:443 --tls-certificate chain.pem --tls-key key.pem",
        {"for others, by TLS", "供他人经 TLS 访问"}}};
constexpr std::array kInit{
    kData, kDatabase,
    OptionSpec{
        "--login", "NAME", "", {"3 to 64 of a to z, 0 to 9 and . - _ @", "3 至 64 个 a-z、0-9 或 . - _ @"}},
    OptionSpec{"--password-file",
               "FILE",
               "",
               {"file (mode 0600) whose first line is the password; default: asked for on the terminal",
                "首行为密码的文件（权限 0600）；默认在终端询问"}},
    kTableOrJson};
constexpr std::array kInitExamples{
    ExampleSpec{"tidegate admin init --data /var/lib/tidegate --login operator",
                {"the first account; it makes the others", "首个账号，由其创建其他账号"}}};

constexpr std::array kServeCommands{
    CommandSpec{
        "serve",
        "",
        {"run the zone's desk over HTTP", "通过 HTTP 运行办理台"},
        {"Accounts and firms over an HTTP API (api/openapi.yaml), with sign-in by password and second "
         "factor. Ready at "
         "once on an empty folder; it has no account until admin init makes one. What happens is told on "
         "standard "
         "error, a line each, without personal data. Ends on SIGTERM when what was read is answered. "
         "Not an official system.",
         "以 HTTP "
         "API（api/openapi.yaml）提供账号与企业管理，支持密码与第二因素登录。空目录即可启动；首个账号由 "
         "admin init "
         "创建。运行情况逐行写入标准错误，不含个人信息。收到 SIGTERM "
         "后，答复已收请求再退出。本软件不是官方系统。"},
        kServe,
        kServeExamples},
    CommandSpec{
        "admin init",
        "",
        {"make the desk's first account", "创建办理台的首个账号"},
        {"An operator, who makes the accounts of firms and authorities. Only where there is none yet.",
         "该账号为运行人员，由其创建企业与主管部门的账号。仅在尚无账号时可用。"},
        kInit,
        kInitExamples},
};

}  // namespace

std::span<const CommandSpec> serve_commands() { return kServeCommands; }

}  // namespace tidegate::cli
