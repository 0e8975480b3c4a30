/** What the command says of itself. */
export const HELP = {
  zh: `邻里服务端：让几台设备有同样的数据。

  linli-server                      启动
  linli-server places <名册.json>   读入地点：哪个网格属于哪个社区。换了名册、网格拆分合并了再读一次；
                                    「导出全部」的文件里有名册，也可以
  linli-server token --place <地点> --role read|write|admin [--for PT12H]
                                    签发令牌：管这个地点和它下面的，最长 31 天
  linli-server revoke <令牌>        这个令牌从此无效
  linli-server erase <档案>         把一份档案从服务端删去
  linli-server restored             数据库恢复了旧备份之后用一次：各台设备从头再读

设置（环境变量）：
  DATABASE_URL            PostgreSQL 的地址；不设就用内置的，存在 LINLI_DATA
  LINLI_DATA              内置数据库的文件夹，默认 linli-data
  LINLI_SECRET            令牌的密钥，至少 32 个字符；或者
  LINLI_KEY               Ed25519 密钥（PEM）；由门户签发令牌时，这里放公钥
  LINLI_HOST LINLI_PORT   在哪里等候，默认 127.0.0.1 和 8420
  LINLI_ORIGINS           哪些网站的页面可以来问，例如 https://example.org
  LINLI_ZONE              一天从哪里的零点起，默认 Asia/Shanghai
  LINLI_RATE              一个令牌一分钟最多问几次，默认 1200
  LINLI_MAX_BATCH LINLI_MAX_ENTRY_BYTES LINLI_MAX_PARCEL_BYTES LINLI_MAX_BODY_BYTES
                          一批多少行，一行、一件、一次请求最多多少字节

  --lang zh|en            用中文还是英文说，默认中文`,
  en: `The server of Linli: several devices, the same data.

  linli-server                      starts
  linli-server places <roster.json> reads the places: which grid lies in which community; once more when they change, as
                                    when a grid is split or merged; an export of everything has them too
  linli-server token --place <place> --role read|write|admin [--for PT12H]
                                    makes a token for this place and all below it, for at most 31 days
  linli-server revoke <token>       this token is not taken any more
  linli-server erase <dossier>      takes a dossier out of the server
  linli-server restored             once after an older backup was put back: every device reads from the beginning

Settings (of the environment):
  DATABASE_URL            address of a PostgreSQL; without it the built-in one keeps everything in LINLI_DATA
  LINLI_DATA              folder of the built-in database, linli-data if not set
  LINLI_SECRET            secret of the tokens, at least 32 characters; or
  LINLI_KEY               an Ed25519 key (PEM); the public one where a portal makes the tokens
  LINLI_HOST LINLI_PORT   where to listen, 127.0.0.1 and 8420 if not set
  LINLI_ORIGINS           pages of which origins may ask, e.g. https://example.org
  LINLI_ZONE              where a day begins, Asia/Shanghai if not set
  LINLI_RATE              requests of one token in a minute, 1200 if not set
  LINLI_MAX_BATCH LINLI_MAX_ENTRY_BYTES LINLI_MAX_PARCEL_BYTES LINLI_MAX_BODY_BYTES
                          lines of a batch; bytes of a line, a parcel, a request

  --lang zh|en            language, zh unless told`,
} as const
