import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import counselling.references


class Migration(migrations.Migration):
    dependencies = [
        ("counselling", "0008_add_practice_to_equipment_checks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="participant",
            name="role",
            field=models.CharField(
                choices=[
                    ("citizen", "민원인"),
                    ("official", "담당자"),
                    ("interpreter", "통역사"),
                    ("helper", "현장 도우미"),
                    ("representative", "법정대리인"),
                    ("guest", "함께하는 분"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="ConsentText",
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
                    "item",
                    models.CharField(
                        choices=[
                            ("data", "개인정보 수집·이용"),
                            ("video", "영상과 소리로 상담"),
                            ("history", "지난 상담 함께 보기"),
                            ("representative", "법정대리인 동의"),
                        ],
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("is_required", models.BooleanField()),
                ("label_ko", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                ("purpose_ko", models.CharField(max_length=400)),
                ("purpose_en", models.CharField(max_length=400)),
                ("items_ko", models.CharField(max_length=400)),
                ("items_en", models.CharField(max_length=400)),
                ("period_ko", models.CharField(max_length=400)),
                ("period_en", models.CharField(max_length=400)),
                ("refusal_ko", models.CharField(max_length=400)),
                ("refusal_en", models.CharField(max_length=400)),
            ],
            options={
                "verbose_name": "동의서",
                "ordering": ["item", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "version"), name="consent_text_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
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
                ("file_name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("jpg", "JPG"),
                            ("png", "PNG"),
                            ("hwp", "HWP"),
                            ("hwpx", "HWPX"),
                            ("docx", "DOCX"),
                            ("xlsx", "XLSX"),
                            ("pptx", "PPTX"),
                        ],
                        max_length=5,
                    ),
                ),
                ("size_bytes", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "stored_name",
                    models.CharField(
                        default=counselling.references.new_ref, max_length=32, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "검사 중"),
                            ("clean", "확인됨"),
                            ("refused", "바이러스가 있어 지움"),
                            ("removed", "지움"),
                        ],
                        max_length=10,
                    ),
                ),
                ("scan_attempts", models.PositiveSmallIntegerField(default=0)),
                ("scan_next_at", models.DateTimeField(blank=True, null=True)),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "queue_ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.queueticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "붙인 서류",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DocumentChange",
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="counselling.document",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IdentityCheck",
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
                ("is_confirmed", models.BooleanField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("camera", "신분증을 카메라로 확인함"),
                            ("staff", "민원실 직원이 신분증을 확인함"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "official",
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
                        related_name="identity_checks",
                        to="counselling.counsellingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "본인 확인",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="IntakeQuestion",
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
                ("key", models.SlugField(blank=True, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "짧은 글"),
                            ("long_text", "긴 글"),
                            ("number", "숫자"),
                            ("date", "날짜"),
                            ("choice", "고르기"),
                            ("yes_no", "예/아니요"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text_ko", models.CharField(max_length=200)),
                ("text_en", models.CharField(blank=True, max_length=200)),
                ("help_ko", models.CharField(blank=True, max_length=300)),
                ("help_en", models.CharField(blank=True, max_length=300)),
                ("choices_ko", models.JSONField(blank=True, default=list)),
                ("choices_en", models.JSONField(blank=True, default=list)),
                ("is_required", models.BooleanField(default=False)),
                ("is_asked", models.BooleanField(default=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intake_questions",
                        to="counselling.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "사전 질문",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="IntakeAnswer",
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
                ("question_text", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "짧은 글"),
                            ("long_text", "긴 글"),
                            ("number", "숫자"),
                            ("date", "날짜"),
                            ("choice", "고르기"),
                            ("yes_no", "예/아니요"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField(max_length=2000)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "queue_ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.queueticket",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="counselling.intakequestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "사전 질문의 답",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Representative",
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
                    "relation",
                    models.CharField(
                        choices=[
                            ("mother", "어머니"),
                            ("father", "아버지"),
                            ("guardian", "그 밖의 법정대리인"),
                        ],
                        max_length=12,
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "queue_ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.queueticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "법정대리인",
            },
        ),
        migrations.AddField(
            model_name="entrycode",
            name="representative",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="entry_codes",
                to="counselling.representative",
            ),
        ),
        migrations.CreateModel(
            name="AccessLog",
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
                ("actor_name", models.CharField(max_length=100)),
                ("address", models.GenericIPAddressField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("document_downloaded", "붙인 서류 내려받기")], max_length=30
                    ),
                ),
                ("subject", models.CharField(max_length=60)),
                ("subject_name", models.CharField(blank=True, max_length=200)),
                ("whose", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=200)),
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
            ],
            options={
                "verbose_name": "열람 기록",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["created_at"], name="access_log_time")],
            },
        ),
        migrations.CreateModel(
            name="Consent",
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
                    "item",
                    models.CharField(
                        choices=[
                            ("data", "개인정보 수집·이용"),
                            ("video", "영상과 소리로 상담"),
                            ("history", "지난 상담 함께 보기"),
                            ("representative", "법정대리인 동의"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "person",
                    models.CharField(
                        choices=[("citizen", "본인"), ("representative", "법정대리인")],
                        default="citizen",
                        max_length=16,
                    ),
                ),
                ("person_name", models.CharField(max_length=60)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "동의함"),
                            ("no", "동의하지 않음"),
                            ("withdrawn", "철회함"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.appointment",
                    ),
                ),
                (
                    "queue_ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="counselling.queueticket",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="counselling.consenttext",
                    ),
                ),
            ],
            options={
                "verbose_name": "동의",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("appointment__isnull", False), ("queue_ticket", None)),
                            models.Q(("appointment", None), ("queue_ticket__isnull", False)),
                            _connector="OR",
                        ),
                        name="consent_about_one_case",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("state", "checking")),
                fields=["scan_next_at"],
                name="document_scan_next",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appointment__isnull", False), ("queue_ticket", None)),
                    models.Q(("appointment", None), ("queue_ticket__isnull", False)),
                    _connector="OR",
                ),
                name="document_about_one_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakequestion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("service", "key"),
                name="intake_question_key_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appointment__isnull", False), ("queue_ticket", None)),
                    models.Q(("appointment", None), ("queue_ticket__isnull", False)),
                    _connector="OR",
                ),
                name="intake_answer_about_one_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeanswer",
            constraint=models.UniqueConstraint(
                fields=("appointment", "question"), name="intake_answer_once_per_appointment"
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeanswer",
            constraint=models.UniqueConstraint(
                fields=("queue_ticket", "question"), name="intake_answer_once_per_ticket"
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appointment__isnull", False), ("queue_ticket", None)),
                    models.Q(("appointment", None), ("queue_ticket__isnull", False)),
                    _connector="OR",
                ),
                name="representative_about_one_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                fields=("appointment",), name="representative_one_per_appointment"
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                fields=("queue_ticket",), name="representative_one_per_ticket"
            ),
        ),
    ]
