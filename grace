 authtop   backend local ●  pool us-east-1_Demo (loopback)      8 sessions  1 expiring  2 dead   01:25:04Z  drift -0.8s
 1 local 4   2 memory 4
╭ Sessions ──────────────────────────────────────────────────────────╮╭ alice · Access ────────────────────────────────╮
│    USER         BACKEND    ACCESS              ID          REFRESH ││ Access  ID  Refresh  Raw                       │
│▸ ● alice        local ★    ████████░░░ 42m     42m         29d 23h ││ sub        c430cf30-c92d-4b4b-9128-fb590c1a78… │
│  ● alice        memory     ███████░░░░ 36m     36m         29d 23h ││ groups     ADMINS, EDITORS                     │
│  ◐ bob          local      █░░░░░░░░░░ 3m57s   3m57s       29d 23h ││ iss        http://127.0.0.1:43513/us-east-1_D… │
│  ○ carol        local      expired 12m         expired 12m 29d 22h ││ client_id  1demowebclient234567890abc          │
│  ◌ dave         memory     broken: ID token is missing             ││ origin_jti 54b1ab98-5f2b-44e5-95b9-16645331ec… │
│  ● erin         local ≈    █████░░░░░░ 28m     28m         29d 23h ││ event_id   67c34ebd-8958-4d4b-9489-225274275e… │
│  ● erin         memory ≈   ███░░░░░░░░ 17m     17m         29d 23h ││ token_use  access  access or id                │
│  ● zoë          memory     ██████████░ 54m     54m         29d 23h ││ scope      aws.cognito.signin.user.admin       │
│                                                                    ││ auth_time  1795396082  01:08:02Z  17m ago      │
│                                                                    ││ exp        1795399682  02:08:02Z  in 42m       │
│                                                                    ││ iat        1795396082  01:08:02Z  17m ago      │
│                                                                    ││ jti        363826ee-3589-49c6-be1b-314f0ed11d… │
│                                                                    ││ username   alice  the user name in the pool    │
│                                                                    ││ signature  256 bytes  decoded, not verified    │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
│                                                                    ││                                                │
╰─────────────────────────────────────────────────────────── 1 of 8 ─╯╰────────────────────────────────────────────────╯

 r refresh  b backend  m move  d sign out  D everywhere  / filter  ? help  q quit  x reveal  t time zone
