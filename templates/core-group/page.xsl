<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of a core group record: why we meet and how each child is come first, then what each person says, what came
     of the last steps, the new steps as cards, and at the end what the office needs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:pp="urn:plainplan:functions"
                exclude-result-prefixes="pp">
  <xsl:import href="../page/page.xsl"/>

  <!-- a record has many short sections: they stand a little closer than on a plan -->
  <xsl:variable name="apart" select="'4mm'"/>

  <xsl:template name="document-body">
    <xsl:call-template name="document-head">
      <xsl:with-param name="dates">
        <fo:list-block provisional-distance-between-starts="21mm" provisional-label-separation="2mm">
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('held-on')"/><xsl:with-param name="text"><xsl:value-of select="pp:date(string($facts/held-on), 'long')"/><xsl:if test="$facts/time">, <xsl:value-of select="$facts/time"/></xsl:if></xsl:with-param></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('place')"/><xsl:with-param name="text" select="string($facts/place)"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('chair')"/><xsl:with-param name="text" select="string($facts/chair)"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('note-taker')"/><xsl:with-param name="text" select="string($facts/note-taker)"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('copy-for')"/><xsl:with-param name="text" select="$copy-for"/></xsl:call-template>
        </fo:list-block>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="next-dates"/>
    <xsl:call-template name="phones"/>
    <xsl:for-each select="$sections[@name = 'why']">
      <xsl:call-template name="panel"><xsl:with-param name="sign" select="'people'"/><xsl:with-param name="colour" select="$house"/><xsl:with-param name="ground" select="$table-head"/><xsl:with-param name="content"><xsl:apply-templates select="*"/></xsl:with-param></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$sections[@name = 'child']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'said']"><xsl:call-template name="said"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'working']">
      <xsl:call-template name="panel"><xsl:with-param name="sign" select="'goal'"/><xsl:with-param name="colour" select="$goal"/><xsl:with-param name="ground" select="$goal-ground"/><xsl:with-param name="content"><xsl:apply-templates select="*"/></xsl:with-param></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$sections[@name = 'worries']">
      <xsl:call-template name="panel"><xsl:with-param name="sign" select="'danger'"/><xsl:with-param name="colour" select="$danger"/><xsl:with-param name="bar" select="$danger-bar"/><xsl:with-param name="ground" select="$danger-ground"/><xsl:with-param name="content"><xsl:apply-templates select="*"/></xsl:with-param></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$sections[@name = 'goals']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'id:2 goal:6 measure:5'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'last-steps']">
      <fo:block role="Sect">
        <xsl:call-template name="section-head"><xsl:with-param name="sign" select="'backup'"/><xsl:with-param name="means" select="pp:say('last-mean')"/></xsl:call-template>
        <xsl:apply-templates select="p | list"/>
        <xsl:call-template name="cards"><xsl:with-param name="lead" select="'step what'"/><xsl:with-param name="filled" select="false()"/><xsl:with-param name="frame" select="concat('0.35mm solid ', $line)"/></xsl:call-template>
      </fo:block>
    </xsl:for-each>
    <xsl:for-each select="$sections[@name = 'steps']">
      <fo:block role="Sect">
        <xsl:call-template name="section-head"><xsl:with-param name="sign" select="'check'"/><xsl:with-param name="means" select="pp:say('steps-mean')"/></xsl:call-template>
        <xsl:apply-templates select="p | list"/>
        <xsl:call-template name="cards"/>
      </fo:block>
    </xsl:for-each>
    <xsl:for-each select="$sections[@name = 'backup']"><xsl:call-template name="backup"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'delivery']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'who:3 promised:5 done:5'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'waits']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'service:4 wait:4 meanwhile:5'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'engagement']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'seen:5 may-show:5 change:5'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'visits']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'when:4 who:3 child-seen:4 alone:4'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'refused']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'when:3 who:3 told:6'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'attendance']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'who:13 present:8 reason:20 late:12 report:15'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'language'] | $sections[@name = 'practical']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'exclusion']"><xsl:call-template name="answers-section"/></xsl:for-each>
    <xsl:call-template name="other-sections"/>
    <xsl:call-template name="disagreement"/>
    <xsl:for-each select="$sections[@name = 'about']"><xsl:call-template name="answers-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'copies']"><xsl:call-template name="table-section"><xsl:with-param name="columns" select="'copy-to:6 version:3 given-on:4'"/></xsl:call-template></xsl:for-each>
  </xsl:template>

  <!-- The dates that matter to the family, large. -->
  <xsl:template name="next-dates">
    <fo:table role="Div" table-layout="fixed" width="100%" space-before="3.4mm" border-collapse="separate" keep-together.within-page="always">
      <fo:table-column column-width="proportional-column-width(100)"/>
      <fo:table-column column-width="3.6mm"/>
      <fo:table-column column-width="proportional-column-width(100)"/>
      <fo:table-body role="Div">
        <fo:table-row role="Div">
          <xsl:call-template name="date-cell"><xsl:with-param name="label" select="pp:say('next-meeting')"/><xsl:with-param name="date" select="string($facts/next-meeting)"/></xsl:call-template>
          <fo:table-cell role="Div"><fo:block/></fo:table-cell>
          <xsl:call-template name="date-cell"><xsl:with-param name="label" select="pp:say('next-conference')"/><xsl:with-param name="date" select="string($facts/next-conference)"/></xsl:call-template>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="date-cell">
    <xsl:param name="label"/>
    <xsl:param name="date"/>
    <fo:table-cell role="Div" padding="1.8mm 2.6mm 2mm 2.6mm" background-color="{$table-head}">
      <fo:block font-size="10.5pt" line-height="14pt"><xsl:value-of select="$label"/></fo:block>
      <fo:block font-size="14pt" line-height="18pt" font-weight="bold" color="{$house}"><xsl:value-of select="pp:date($date, 'long')"/></fo:block>
    </fo:table-cell>
  </xsl:template>
</xsl:stylesheet>
