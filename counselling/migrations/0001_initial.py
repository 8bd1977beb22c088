import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import counselling.references


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Booth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name_ko", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=100)),
                ("equipment", models.JSONField(blank=True, default=list)),
            ],
            options={
                "verbose_name": "영상상담실",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DemoMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "contact_method",
                    models.CharField(choices=[("email", "이메일"), ("sms", "문자")], max_length=10),
                ),
                ("address", models.CharField(max_length=254)),
                ("heading", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("code", models.CharField(blank=True, max_length=6)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="EntryAttempts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failed_at", models.DateTimeField()),
                ("retry_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "entry attempts",
            },
        ),
        migrations.CreateModel(
            name="LiveTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="이메일")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="이름")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="전화번호")),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")],
                        default="ko",
                        max_length=5,
                        verbose_name="언어",
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="직원")),
                ("is_active", models.BooleanField(default=True, verbose_name="사용 중")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("central", "중앙행정기관"),
                            ("metropolitan", "광역시"),
                            ("province", "도"),
                            ("district", "자치구"),
                            ("city", "시"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name_ko", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=100)),
                ("region_ko", models.CharField(blank=True, max_length=100)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="counselling.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "기관",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AgencyAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("text", models.CharField(max_length=60)),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")], default="ko", max_length=5
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="counselling.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "시간 잡음"),
                            ("confirmed", "예약 확정"),
                            ("entered", "입장함"),
                            ("in_session", "상담 중"),
                            ("done", "상담 마침"),
                            ("expired", "시간 지남"),
                            ("cancelled", "취소됨"),
                            ("no_show", "불참"),
                            ("moved", "시간 변경됨"),
                        ],
                        default="held",
                        max_length=20,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")], default="ko", max_length=5
                    ),
                ),
                ("question", models.TextField(blank=True, max_length=2000)),
                (
                    "citizen",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="official_appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "booth",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="counselling.booth",
                    ),
                ),
            ],
            options={
                "verbose_name": "예약",
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="AppointmentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("actor_name", models.CharField(blank=True, max_length=100)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="counselling.appointment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Conference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "시작 전"),
                            ("lobby", "대기실 열림"),
                            ("in_session", "회의 중"),
                            ("paused", "잠시 멈춤"),
                            ("closed", "회의 마침"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("call_ref", models.CharField(blank=True, db_index=True, max_length=32)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences",
                        to="counselling.agency",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "정책자문회의",
                "ordering": ["-starts_at"],
            },
        ),
        migrations.CreateModel(
            name="ConferenceChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("actor_name", models.CharField(blank=True, max_length=100)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="counselling.conference",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConferenceMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("affiliation", models.CharField(blank=True, max_length=100)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "위원장"),
                            ("member", "위원"),
                            ("secretary", "간사"),
                            ("presenter", "발표자"),
                            ("observer", "참관인"),
                        ],
                        max_length=20,
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")], default="ko", max_length=5
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "초대함"),
                            ("lobby", "대기실에 있음"),
                            ("admitted", "회의 참여"),
                            ("denied", "입장 거절"),
                            ("left", "나감"),
                        ],
                        default="invited",
                        max_length=20,
                    ),
                ),
                ("seat_ref", models.CharField(blank=True, db_index=True, max_length=32)),
                ("in_lobby_at", models.DateTimeField(blank=True, null=True)),
                ("admitted_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="counselling.conference",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="conference_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "회의 위원",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ConferenceMemberChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("actor_name", models.CharField(blank=True, max_length=100)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="counselling.conferencemember",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CounsellingSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "연결 중"),
                            ("live", "상담 중"),
                            ("paused", "잠시 멈춤"),
                            ("closed", "상담 마침"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("call_ref", models.CharField(blank=True, db_index=True, max_length=32)),
                ("live_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counselling_sessions",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counselling_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "영상상담",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="CitizenNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("text", models.TextField(max_length=5000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citizen_notes",
                        to="counselling.counsellingsession",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name_ko", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=100)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departments",
                        to="counselling.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "부서",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="counsellingsession",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="counselling_sessions",
                to="counselling.department",
            ),
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name_ko", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=100)),
                ("is_open", models.BooleanField(default=True)),
                ("seated_at", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desks",
                        to="counselling.department",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="desks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "창구",
                "ordering": ["department", "number"],
            },
        ),
        migrations.AddField(
            model_name="counsellingsession",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="counselling_sessions",
                to="counselling.desk",
            ),
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("reason_ko", models.CharField(max_length=100)),
                ("reason_en", models.CharField(blank=True, max_length=100)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="counselling.agency",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="counselling.department",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="counselling.desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "휴무",
                "ordering": ["starts_at"],
            },
        ),
        migrations.AddField(
            model_name="appointment",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="counselling.desk",
            ),
        ),
        migrations.CreateModel(
            name="Disposition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "상담을 마쳤습니다"),
                            ("documents_needed", "서류를 더 내셔야 합니다"),
                            ("visit_needed", "방문이 필요합니다"),
                            ("referred", "다른 기관을 안내했습니다"),
                            ("follow_up", "담당자가 다시 연락드립니다"),
                            ("citizen_left", "민원인이 먼저 나갔습니다"),
                            ("technical", "연결 문제로 마쳤습니다"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counselling.department",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dispositions",
                        to="counselling.counsellingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "처리 결과",
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("day", models.DateField()),
                ("name_ko", models.CharField(max_length=100)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                ("source", models.CharField(max_length=60)),
            ],
            options={
                "verbose_name": "공휴일",
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "name_ko"), name="holiday_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Kiosk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaiting", "등록 대기"),
                            ("active", "사용 중"),
                            ("disabled", "사용 중지"),
                        ],
                        default="awaiting",
                        max_length=20,
                    ),
                ),
                ("enrolment_hash", models.CharField(blank=True, max_length=64)),
                ("enrolment_until", models.DateTimeField(blank=True, null=True)),
                ("device_key_hash", models.CharField(blank=True, max_length=64)),
                ("enrolled_at", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "camera",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "좋음"),
                            ("weak", "약함"),
                            ("failed", "안 됨"),
                            ("skipped", "확인 안 함"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "microphone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "좋음"),
                            ("weak", "약함"),
                            ("failed", "안 됨"),
                            ("skipped", "확인 안 함"),
                        ],
                        max_length=10,
                    ),
                ),
                ("help_asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "booth",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kiosks",
                        to="counselling.booth",
                    ),
                ),
            ],
            options={
                "verbose_name": "키오스크",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="KioskChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("actor_name", models.CharField(blank=True, max_length=100)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kiosk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="counselling.kiosk",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("is_suspended", models.BooleanField(default=False)),
                ("suspended_text_ko", models.CharField(blank=True, max_length=200)),
                ("suspended_text_en", models.CharField(blank=True, max_length=200)),
                (
                    "department",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="line",
                        to="counselling.department",
                    ),
                ),
            ],
            options={
                "verbose_name": "대기열",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("official", "담당자"),
                            ("supervisor", "관리 담당자"),
                            ("administrator", "기관 관리자"),
                            ("interpreter", "통역사"),
                            ("helper", "현장 도우미"),
                            ("secretary", "간사"),
                            ("operator", "운영자"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="counselling.agency",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="counselling.department",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("appointment_confirmed", "예약 확정 안내"),
                            ("appointment_cancelled", "예약 취소 안내"),
                            ("code_reissued", "인증번호 다시 보내기"),
                            ("queue_ticket_taken", "대기 순번 안내"),
                            ("session_closed", "상담 결과 안내"),
                            ("conference_invited", "회의 초대"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        help_text="What it is about, e.g. appointment:<ref>", max_length=60
                    ),
                ),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "contact_method",
                    models.CharField(choices=[("email", "이메일"), ("sms", "문자")], max_length=10),
                ),
                ("address", models.CharField(max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")], default="ko", max_length=5
                    ),
                ),
                ("heading", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("code", models.CharField(blank=True, max_length=6)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "보낼 예정"),
                            ("sent", "보냄"),
                            ("failed", "보내지 못함"),
                            ("dropped", "보낼 필요 없음"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "알림",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try_at"],
                        name="notice_next_try",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject", "due_at", "contact_method"), name="notice_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "월요일"),
                            (1, "화요일"),
                            (2, "수요일"),
                            (3, "목요일"),
                            (4, "금요일"),
                            (5, "토요일"),
                            (6, "일요일"),
                        ]
                    ),
                ),
                ("opens_at", models.TimeField()),
                ("closes_at", models.TimeField()),
                ("lunch_from", models.TimeField(blank=True, null=True)),
                ("lunch_until", models.TimeField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="이 날까지 포함합니다.", null=True),
                ),
                ("is_open_on_holidays", models.BooleanField(default=False)),
                ("is_demo", models.BooleanField(default=False)),
                ("note_ko", models.CharField(blank=True, max_length=100)),
                ("note_en", models.CharField(blank=True, max_length=100)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="counselling.agency",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="counselling.department",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="counselling.desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "상담 시간",
                "verbose_name_plural": "상담 시간",
                "ordering": ["weekday", "opens_at"],
            },
        ),
        migrations.CreateModel(
            name="OutboxTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("task", models.CharField(max_length=100)),
                ("arguments", models.JSONField(default=dict)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["due_at"],
                        name="outbox_task_undone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("citizen", "민원인"),
                            ("official", "담당자"),
                            ("interpreter", "통역사"),
                            ("helper", "현장 도우미"),
                            ("guest", "함께하는 분"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "초대함"),
                            ("waiting", "기다리는 중"),
                            ("admitted", "입장 허락"),
                            ("connected", "연결됨"),
                            ("weak", "연결 불안정"),
                            ("lost", "연결 끊김"),
                            ("left", "나감"),
                        ],
                        default="invited",
                        max_length=20,
                    ),
                ),
                ("seat_ref", models.CharField(blank=True, db_index=True, max_length=32)),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("media_received_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "admitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "linked_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="linked",
                        to="counselling.participant",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="counselling.counsellingsession",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="participations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "참여자",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="QueueTicket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("holder", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=60)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")], default="ko", max_length=5
                    ),
                ),
                ("question", models.TextField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "대기"),
                            ("called", "호출"),
                            ("in_session", "상담 중"),
                            ("done", "상담 마침"),
                            ("parked", "보류"),
                            ("missed", "부재"),
                            ("left", "대기 취소"),
                            ("transferred", "이송"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("priority", models.PositiveSmallIntegerField(default=50)),
                ("day", models.DateField()),
                ("number", models.PositiveIntegerField()),
                ("waiting_since", models.DateTimeField(default=django.utils.timezone.now)),
                ("called_at", models.DateTimeField(blank=True, null=True)),
                ("times_missed", models.PositiveSmallIntegerField(default=0)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="queue_tickets",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="queue_tickets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="queue_tickets",
                        to="counselling.desk",
                    ),
                ),
                (
                    "kiosk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="queue_tickets",
                        to="counselling.kiosk",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="queue_tickets",
                        to="counselling.line",
                    ),
                ),
            ],
            options={
                "verbose_name": "대기 순번",
                "ordering": ["priority", "waiting_since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="EquipmentCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "ref",
                    models.CharField(
                        default=counselling.references.new_ref,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "camera",
                    models.CharField(
                        choices=[
                            ("good", "좋음"),
                            ("weak", "약함"),
                            ("failed", "안 됨"),
                            ("skipped", "확인 안 함"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "microphone",
                    models.CharField(
                        choices=[
                            ("good", "좋음"),
                            ("weak", "약함"),
                            ("failed", "안 됨"),
                            ("skipped", "확인 안 함"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "speaker",
                    models.CharField(
                        choices=[
                            ("good", "좋음"),
                            ("weak", "약함"),
                            ("failed", "안 됨"),
                            ("skipped", "확인 안 함"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "connection",
                    models.CharField(
                        choices=[
                            ("good", "좋음"),
                            ("weak", "약함"),
                            ("failed", "안 됨"),
                            ("skipped", "확인 안 함"),
                        ],
                        max_length=10,
                    ),
                ),
                ("round_trip_ms", models.PositiveIntegerField(blank=True, null=True)),
                ("browser", models.CharField(blank=True, max_length=200)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipment_checks",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "conference_member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipment_checks",
                        to="counselling.conferencemember",
                    ),
                ),
                (
                    "queue_ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipment_checks",
                        to="counselling.queueticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "장비 확인",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="EntryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("normalised_name", models.CharField(max_length=60)),
                ("code_hash", models.CharField(max_length=64)),
                ("is_active", models.BooleanField(default=True)),
                ("valid_until", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_codes",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "conference_member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_codes",
                        to="counselling.conferencemember",
                    ),
                ),
                (
                    "queue_ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_codes",
                        to="counselling.queueticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "인증번호",
            },
        ),
        migrations.AddField(
            model_name="counsellingsession",
            name="queue_ticket",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="counselling_sessions",
                to="counselling.queueticket",
            ),
        ),
        migrations.CreateModel(
            name="QueueTicketChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("actor_name", models.CharField(blank=True, max_length=100)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "queue_ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="counselling.queueticket",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("gateway", models.CharField(max_length=40)),
                ("was_sent", models.BooleanField()),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("detail", models.CharField(blank=True, max_length=300)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="counselling.notice",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("code", models.SlugField(max_length=60)),
                ("name_ko", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("summary_ko", models.CharField(max_length=400)),
                ("summary_en", models.CharField(max_length=400)),
                ("keywords_ko", models.JSONField(blank=True, default=list)),
                ("keywords_en", models.JSONField(blank=True, default=list)),
                ("prepare_ko", models.JSONField(blank=True, default=list)),
                ("prepare_en", models.JSONField(blank=True, default=list)),
                ("duration_minutes", models.PositiveSmallIntegerField()),
                ("needs_identity_check", models.BooleanField(default=False)),
                ("is_offered", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="counselling.agency",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="counselling.department",
                    ),
                ),
            ],
            options={
                "verbose_name": "상담 서비스",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="queueticket",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="queue_tickets",
                to="counselling.service",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="services",
            field=models.ManyToManyField(
                blank=True, related_name="desks", to="counselling.service"
            ),
        ),
        migrations.AddField(
            model_name="counsellingsession",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="counselling_sessions",
                to="counselling.service",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="counselling.service",
            ),
        ),
        migrations.CreateModel(
            name="SessionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("actor_name", models.CharField(blank=True, max_length=100)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="counselling.counsellingsession",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name_ko", models.CharField(max_length=100)),
                ("name_en", models.CharField(max_length=100)),
                ("address_ko", models.CharField(max_length=200)),
                ("address_en", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="counselling.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "민원실",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="booth",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="booths",
                to="counselling.site",
            ),
        ),
        migrations.CreateModel(
            name="StaffNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("text", models.TextField(max_length=5000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_notes",
                        to="counselling.counsellingsession",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="user_email_lower",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyalias",
            constraint=models.UniqueConstraint(fields=("agency", "text"), name="agency_alias_once"),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="conference_ends_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("lobby", "in_session", "paused")), _negated=True),
                    models.Q(("call_ref", ""), _negated=True),
                    _connector="OR",
                ),
                name="conference_running_has_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="conferencemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "chair")),
                fields=("conference",),
                name="conference_one_chair",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(
                fields=("agency", "code"), name="department_code_once"
            ),
        ),
        migrations.AddIndex(
            model_name="closure",
            index=models.Index(fields=["ends_at"], name="closure_ends_at"),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency", None), ("department", None)),
                    models.Q(("agency", None), ("desk", None)),
                    models.Q(("department", None), ("desk", None)),
                    _connector="OR",
                ),
                name="closure_one_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="closure_ends_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.UniqueConstraint(
                fields=("session", "department"), name="disposition_one_per_department"
            ),
        ),
        migrations.AddConstraint(
            model_name="kiosk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("enrolment_hash", ""), _negated=True),
                fields=("enrolment_hash",),
                name="kiosk_enrolment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="kiosk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("device_key_hash", ""), _negated=True),
                fields=("device_key_hash",),
                name="kiosk_device_key_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="kiosk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "active"), _negated=True),
                    models.Q(("device_key_hash", ""), _negated=True),
                    _connector="OR",
                ),
                name="kiosk_active_has_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency", None), ("department", None), ("role", "operator")),
                    models.Q(
                        models.Q(("role", "operator"), _negated=True),
                        ("agency__isnull", False),
                        ("department", None),
                    ),
                    models.Q(
                        models.Q(("role", "operator"), _negated=True),
                        ("agency", None),
                        ("department__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="membership_has_one_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agency__isnull", False)),
                fields=("user", "agency", "role"),
                name="membership_once_per_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("department__isnull", False)),
                fields=("user", "department", "role"),
                name="membership_once_per_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agency", None), ("department", None)),
                fields=("user", "role"),
                name="membership_operator_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency", None), ("department", None)),
                    models.Q(("agency", None), ("desk", None)),
                    models.Q(("department", None), ("desk", None)),
                    _connector="OR",
                ),
                name="opening_hours_one_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__gt", models.F("opens_at")), ("closes_at", "00:00"), _connector="OR"
                ),
                name="opening_hours_close_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lunch_from", None), ("lunch_until", None)),
                    models.Q(
                        ("lunch_from__isnull", False),
                        ("lunch_from__lt", models.F("lunch_until")),
                        ("lunch_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="opening_hours_lunch_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__gte", 0), ("weekday__lte", 6)),
                name="opening_hours_weekday",
            ),
        ),
        migrations.AddConstraint(
            model_name="equipmentcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appointment", None), ("queue_ticket", None)),
                    models.Q(("appointment", None), ("conference_member", None)),
                    models.Q(("conference_member", None), ("queue_ticket", None)),
                    _connector="OR",
                ),
                name="equipment_check_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrycode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True)),
                fields=("code_hash",),
                name="entry_code_active_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="entrycode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("appointment__isnull", False),
                        ("conference_member", None),
                        ("queue_ticket", None),
                    ),
                    models.Q(
                        ("appointment", None),
                        ("conference_member", None),
                        ("queue_ticket__isnull", False),
                    ),
                    models.Q(
                        ("appointment", None),
                        ("conference_member__isnull", False),
                        ("queue_ticket", None),
                    ),
                    _connector="OR",
                ),
                name="entry_code_opens_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.UniqueConstraint(fields=("agency", "code"), name="service_code_once"),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("duration_minutes__gte", 5), ("duration_minutes__lte", 120)),
                name="service_lasts_5_to_120_minutes",
            ),
        ),
        migrations.AddIndex(
            model_name="queueticket",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["line", "priority", "waiting_since"],
                name="queue_ticket_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueticket",
            constraint=models.UniqueConstraint(
                fields=("line", "day", "number"), name="queue_ticket_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="queueticket",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("waiting", "called", "in_session", "parked", "missed"))
                ),
                fields=("line", "holder"),
                name="queue_ticket_one_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueticket",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("waiting", "called", "in_session", "parked", "missed"))
                ),
                fields=("appointment",),
                name="queue_ticket_one_per_appointment",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueticket",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("called", "in_session"))),
                fields=("desk",),
                name="queue_ticket_one_per_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("called", "in_session")), _negated=True),
                    ("desk__isnull", False),
                    _connector="OR",
                ),
                name="queue_ticket_called_has_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.UniqueConstraint(
                fields=("department", "number"), name="desk_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("official__isnull", False)),
                fields=("official",),
                name="desk_one_per_official",
            ),
        ),
        migrations.AddConstraint(
            model_name="counsellingsession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("open", "live", "paused"))),
                fields=("queue_ticket",),
                name="session_one_open_per_ticket",
            ),
        ),
        migrations.AddConstraint(
            model_name="counsellingsession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("open", "live", "paused"))),
                fields=("desk",),
                name="session_one_open_per_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="counsellingsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="session_closed_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["desk", "starts_at"], name="appointment_desk_time"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("state", "held")),
                fields=["held_until"],
                name="appointment_held_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="appointment_ends_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    ("held_until__isnull", False),
                    _connector="OR",
                ),
                name="appointment_hold_has_end",
            ),
        ),
    ]
