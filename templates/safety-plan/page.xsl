<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of a safety plan, in the reader's order: whose plan, until when, whom to ring; what happened, what could
     happen, what we want; own words; what is fixed, what is ours to choose; if it does not work; the week; what I do not
     agree with; names. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
                xmlns:pp="urn:plainplan:functions"
                exclude-result-prefixes="pp">
  <xsl:import href="../page/page.xsl"/>
  <xsl:import href="../page/statements.xsl"/>

  <!-- Steps are numbered through the whole plan. -->
  <xsl:variable name="fixed-count" select="count($sections[@name = 'fixed']//record)"/>
  <xsl:variable name="choice-count" select="count($sections[@name = 'choices']//record)"/>

  <xsl:template name="document-body">
    <xsl:call-template name="document-head">
      <xsl:with-param name="dates">
        <fo:list-block provisional-distance-between-starts="24mm" provisional-label-separation="2mm">
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('starts')"/><xsl:with-param name="text" select="pp:date(string($facts/start), 'long')"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('review')"/><xsl:with-param name="text" select="pp:date(string($facts/review), 'long')"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('copy-for')"/><xsl:with-param name="text" select="$copy-for"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('written-by')"/><xsl:with-param name="text"><xsl:call-template name="author"/></xsl:with-param></xsl:call-template>
        </fo:list-block>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="phones"/>
    <xsl:apply-templates select="$body/p | $body/list"/>
    <xsl:for-each select="$sections[@name = 'people']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'happened']"><xsl:call-template name="harm-panel"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'could-happen']"><xsl:call-template name="danger-panel"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'complicating']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'goals']"><xsl:call-template name="goal-panel"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'working']"><xsl:call-template name="signed-section"><xsl:with-param name="sign" select="'working'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'said']"><xsl:call-template name="said"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'likely']"><xsl:call-template name="signed-section"><xsl:with-param name="sign" select="'time'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'fixed']"><xsl:call-template name="fixed"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'choices']"><xsl:call-template name="choices"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'help']"><xsl:call-template name="help"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'backup']"><xsl:call-template name="backup"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'checks']"><xsl:call-template name="checks"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'week']"><xsl:call-template name="week"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'tribe']"><xsl:call-template name="answers-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'where']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:call-template name="ending"/>
    <xsl:call-template name="other-sections"/>
    <xsl:for-each select="$sections[@name = 'questions']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'rights']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'about']"><xsl:call-template name="answers-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'copies']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'copy-to:7 given-on:4'"/></xsl:call-template></xsl:for-each>
    <xsl:call-template name="disagreement"/>
    <xsl:call-template name="signatures"><xsl:with-param name="signers" select="$people[signs]"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="fixed">
    <fo:block role="Sect">
      <xsl:call-template name="section-head"><xsl:with-param name="sign" select="'fixed'"/><xsl:with-param name="means" select="pp:say('fixed-means')"/></xsl:call-template>
      <xsl:apply-templates select="p | list"/>
      <xsl:call-template name="cards"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="choices">
    <fo:block role="Sect">
      <xsl:call-template name="section-head"><xsl:with-param name="sign" select="'choice'"/><xsl:with-param name="means" select="pp:say('choice-means')"/></xsl:call-template>
      <xsl:apply-templates select="p | list"/>
      <xsl:call-template name="cards">
        <xsl:with-param name="from" select="$fixed-count"/>
        <xsl:with-param name="filled" select="false()"/>
        <xsl:with-param name="frame" select="concat('0.4mm dashed ', $house)"/>
        <xsl:with-param name="lead" select="'how what'"/>
      </xsl:call-template>
    </fo:block>
  </xsl:template>

  <xsl:template name="help">
    <fo:block role="Sect">
      <xsl:call-template name="section-head"><xsl:with-param name="sign" select="'help'"/><xsl:with-param name="means" select="pp:say('help-means')"/></xsl:call-template>
      <xsl:apply-templates select="p | list"/>
      <xsl:call-template name="cards">
        <xsl:with-param name="from" select="$fixed-count + $choice-count"/>
        <xsl:with-param name="frame" select="concat('0.35mm solid ', $line)"/>
      </xsl:call-template>
    </fo:block>
  </xsl:template>

  <xsl:template name="checks">
    <fo:block role="Sect">
      <xsl:call-template name="section-head"><xsl:with-param name="sign" select="'check'"/></xsl:call-template>
      <xsl:apply-templates select="p | list"/>
      <xsl:call-template name="record-table"><xsl:with-param name="columns" select="'who:18 how:42 how-often:22 first:22'"/></xsl:call-template>
    </fo:block>
  </xsl:template>

  <!-- The week: one column a day, one row a part of the day. -->
  <xsl:template name="week">
    <fo:block role="Sect" space-before="6mm" keep-together.within-page="5">
      <fo:block id="{generate-id()}" xsl:use-attribute-sets="section-heading"><xsl:call-template name="at"/><xsl:apply-templates select="heading/node()" mode="line"/></fo:block>
      <xsl:apply-templates select="p | list"/>
      <fo:table table-layout="fixed" width="100%" space-before="2mm" border-collapse="collapse" font-size="10.5pt" line-height="14.5pt">
        <fo:table-column column-width="proportional-column-width(9)"/>
        <fo:table-column column-width="proportional-column-width(8)" number-columns-repeated="7"/>
        <fo:table-header>
          <fo:table-row>
            <fo:table-cell xsl:use-attribute-sets="cell" background-color="{$table-head}"><fo:block font-weight="bold" color="{$house}"><xsl:value-of select="pp:say('week-time')"/></fo:block></fo:table-cell>
            <xsl:for-each select="/case/words/weekday">
              <fo:table-cell xsl:use-attribute-sets="cell" background-color="{$table-head}"><fo:block font-weight="bold" color="{$house}"><xsl:value-of select="pp:say(concat('weekday-', @id))"/></fo:block></fo:table-cell>
            </xsl:for-each>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:for-each select=".//record">
            <xsl:variable name="record" select="."/>
            <fo:table-row keep-together.within-page="always">
              <fo:table-cell role="TH" xsl:use-attribute-sets="cell" background-color="{$table-head}"><fo:block font-weight="bold" color="{$house}"><xsl:apply-templates select="field[@name = 'time']/node()" mode="line"/></fo:block></fo:table-cell>
              <xsl:choose>
                <xsl:when test="field[@name = 'every-day']">
                  <fo:table-cell xsl:use-attribute-sets="cell" number-columns-spanned="7"><fo:block><xsl:apply-templates select="field[@name = 'every-day']/node()" mode="line"/></fo:block></fo:table-cell>
                </xsl:when>
                <xsl:otherwise>
                  <xsl:call-template name="day-cell"><xsl:with-param name="day" select="field[@name = 'monday']"/></xsl:call-template>
                  <xsl:call-template name="day-cell"><xsl:with-param name="day" select="field[@name = 'tuesday']"/></xsl:call-template>
                  <xsl:call-template name="day-cell"><xsl:with-param name="day" select="field[@name = 'wednesday']"/></xsl:call-template>
                  <xsl:call-template name="day-cell"><xsl:with-param name="day" select="field[@name = 'thursday']"/></xsl:call-template>
                  <xsl:call-template name="day-cell"><xsl:with-param name="day" select="field[@name = 'friday']"/></xsl:call-template>
                  <xsl:call-template name="day-cell"><xsl:with-param name="day" select="field[@name = 'saturday']"/></xsl:call-template>
                  <xsl:call-template name="day-cell"><xsl:with-param name="day" select="field[@name = 'sunday']"/></xsl:call-template>
                </xsl:otherwise>
              </xsl:choose>
            </fo:table-row>
          </xsl:for-each>
        </fo:table-body>
      </fo:table>
    </fo:block>
  </xsl:template>

  <xsl:template name="day-cell">
    <xsl:param name="day"/>
    <fo:table-cell xsl:use-attribute-sets="cell"><fo:block><xsl:for-each select="$day"><xsl:call-template name="at"/><xsl:apply-templates mode="line"/></xsl:for-each></fo:block></fo:table-cell>
  </xsl:template>

  <xsl:template name="ending">
    <xsl:choose>
      <xsl:when test="$sections[@name = 'ends']"><xsl:for-each select="$sections[@name = 'ends']"><xsl:call-template name="plain-section"/></xsl:for-each></xsl:when>
      <xsl:when test="$facts/ends-when">
        <fo:block role="Sect" space-before="6mm">
          <fo:block xsl:use-attribute-sets="section-heading"><xsl:value-of select="pp:say('ends-heading')"/></fo:block>
          <fo:block xsl:use-attribute-sets="paragraph"><xsl:value-of select="$facts/ends-when"/></fo:block>
        </fo:block>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
